-- Change the expression (lower(name) STORED → not generated) of column "label" of "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, name TEXT, label TEXT);
INSERT OR ABORT INTO __penumbra_new_users (id, name, label) SELECT id, name, label FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
