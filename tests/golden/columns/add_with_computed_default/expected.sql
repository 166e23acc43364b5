-- Add column "token" to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, token TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)))));
INSERT OR ABORT INTO __penumbra_new_users (id) SELECT id FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
