-- Make column "name" of "users" NOT NULL ON CONFLICT ROLLBACK
-- Drop UNIQUE (email) ON CONFLICT IGNORE of "users"
-- Add UNIQUE (email) ON CONFLICT REPLACE to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, email TEXT UNIQUE ON CONFLICT REPLACE, name TEXT NOT NULL ON CONFLICT ROLLBACK);
INSERT OR ABORT INTO __penumbra_new_users (id, email, name) SELECT id, email, name FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
