-- warning[lint/unique-on-existing]: Change the collation (binary → nocase) of column "place" of "users": the migration stops if two rows hold the same there
-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "users": the migration stops if two rows hold the same there
-- warning[lint/unique-on-existing]: Change index "users_email": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of users hold the same place
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of users hold the same place" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE place IS NOT NULL GROUP BY place COLLATE nocase HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if two rows of users hold the same name
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of users hold the same name" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE name IS NOT NULL GROUP BY name COLLATE nocase HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if two rows of users hold the same email
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of users hold the same email" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE email IS NOT NULL GROUP BY email COLLATE nocase HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Change the collation (binary → nocase) of column "name" of "users"
-- Change the collation (binary → nocase) of column "email" of "users"
-- Change the collation (binary → nocase) of column "place" of "users"
-- Add UNIQUE (name) to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (
  id INTEGER PRIMARY KEY,
  name TEXT COLLATE NOCASE UNIQUE,
  email TEXT COLLATE NOCASE,
  place TEXT COLLATE NOCASE,
  UNIQUE (place)
);
INSERT OR ABORT INTO __penumbra_new_users (id, name, email, place)
  SELECT id, name, email, place FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;

-- Change index "users_email"
CREATE UNIQUE INDEX users_email ON users (email);
