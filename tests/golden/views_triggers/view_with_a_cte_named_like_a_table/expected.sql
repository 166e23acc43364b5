-- Make room: view "v" comes back below
DROP VIEW v;

-- Add UNIQUE (name) to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_users (id, name) SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;

-- Restore view "v"
CREATE VIEW v AS WITH users AS (SELECT id FROM other) SELECT id FROM users;
