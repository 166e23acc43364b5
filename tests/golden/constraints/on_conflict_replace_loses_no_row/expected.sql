-- Change the default (none → 'x') of column "role" of "users"
-- Add UNIQUE (email) ON CONFLICT REPLACE to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, email TEXT UNIQUE ON CONFLICT REPLACE, role TEXT DEFAULT 'x');
INSERT OR ABORT INTO __penumbra_new_users (id, email, role) SELECT id, email, role FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
