-- Drop UNIQUE (email) of "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, email TEXT);
INSERT OR ABORT INTO __penumbra_new_users (id, email) SELECT id, email FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
