-- warning[lint/null-to-not-null]: Make column "name" of "users" NOT NULL ON CONFLICT IGNORE: the migration stops if a row holds NULL there
-- warning[lint/unique-on-existing]: Add UNIQUE (email) ON CONFLICT IGNORE to "users": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if users.name holds NULL
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "users.name holds NULL" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM users WHERE name IS NULL);
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if two rows of users hold the same email
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of users hold the same email" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE email IS NOT NULL GROUP BY email HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Make column "name" of "users" NOT NULL ON CONFLICT IGNORE
-- Add UNIQUE (email) ON CONFLICT IGNORE to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL ON CONFLICT IGNORE, email TEXT UNIQUE ON CONFLICT IGNORE);
INSERT OR ABORT INTO __penumbra_new_users (id, name, email) SELECT id, name, email FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
