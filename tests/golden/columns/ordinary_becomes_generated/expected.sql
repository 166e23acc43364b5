-- penumbra: allow data-loss

-- Change the expression (not generated → lower(name) STORED) of column "label" of "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, name TEXT, label TEXT AS (lower(name)) STORED);
INSERT OR ABORT INTO __penumbra_new_users (id, name) SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
