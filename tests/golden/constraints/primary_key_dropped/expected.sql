-- Drop PRIMARY KEY (id) of "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER, name TEXT);
INSERT OR ABORT INTO __penumbra_new_users (rowid, id, name) SELECT rowid, id, name FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
