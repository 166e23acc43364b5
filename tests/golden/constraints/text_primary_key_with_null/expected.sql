-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "users": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of users hold the same name
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of users hold the same name" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Add UNIQUE (name) to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id TEXT PRIMARY KEY, name TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_users (rowid, id, name) SELECT rowid, id, name FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
