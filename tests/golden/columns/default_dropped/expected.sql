-- Change the default ('guest' → none) of column "role" of "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, role TEXT);
INSERT OR ABORT INTO __penumbra_new_users (id, role) SELECT id, role FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
