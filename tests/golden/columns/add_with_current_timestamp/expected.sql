-- Add column "created_at" to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);
INSERT OR ABORT INTO __penumbra_new_users (id) SELECT id FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
