-- Add CHECK (id > 0) to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER, name TEXT, PRIMARY KEY (id DESC), CHECK (id > 0));
INSERT OR ABORT INTO __penumbra_new_users (id, name) SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
