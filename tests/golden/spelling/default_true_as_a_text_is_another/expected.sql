-- Change the default ('true' → true) of column "d" of "users"
-- Change the default ('null' → none) of column "e" of "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, d DEFAULT true, e);
INSERT OR ABORT INTO __penumbra_new_users (id, d, e) SELECT id, d, e FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
