-- Change NOT NULL (NOT NULL ON CONFLICT FAIL → NOT NULL ON CONFLICT ROLLBACK) of column "name" of "users"
-- Drop the unique constraint on (email) of "users"
-- Add the unique constraint on (email) to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, email TEXT UNIQUE ON CONFLICT REPLACE, name TEXT NOT NULL ON CONFLICT ROLLBACK);
INSERT OR ABORT INTO __penumbra_new_users (id, email, name) SELECT id, email, name FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
