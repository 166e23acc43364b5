-- warning[lint/unique-on-existing]: Add UNIQUE (username) to "Users": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of Users hold the same username
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of Users hold the same username" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE username IS NOT NULL GROUP BY username HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Rename table "users" to "Users"
-- Rename column "userName" of "Users" to "username"
-- Add UNIQUE (username) to "Users"
-- SQLite cannot do this in place: rebuild "Users"
CREATE TABLE __penumbra_new_Users (id INTEGER PRIMARY KEY, username TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_Users (id, username) SELECT id, userName FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_Users RENAME TO Users;
