-- penumbra: allow data-loss

-- Drop column "last" of "users"
-- Change the expression (first || last VIRTUAL → first VIRTUAL) of column "label" of "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, first TEXT, label TEXT AS (first));
INSERT OR ABORT INTO __penumbra_new_users (id, "first") SELECT id, "first" FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
