-- warning[lint/strict-or-without-rowid]: Add PRIMARY KEY (id) to "users": the migration stops if a row holds what the table does not take then
-- warning[lint/unique-on-existing]: Add PRIMARY KEY (id) to "users": the migration stops if two rows hold the same there
-- warning[lint/lossy-type-change]: Change the type (TEXT → INTEGER) of column "user_id" of "posts": texts that read as numbers become numbers: '007' becomes 7
-- warning[lint/lossy-type-change]: Change the type (TEXT → INTEGER) of column "id" of "users": texts that read as numbers become numbers: '007' becomes 7

-- Stop here, with nothing changed, if users.id holds what is no integer
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "users.id holds what is no integer" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE id <> CAST(CAST(id AS NUMERIC) AS INTEGER));
DROP TABLE __penumbra_gate;

-- Change the type (TEXT → INTEGER) of column "id" of "users"
-- Drop PRIMARY KEY (id) of "users"
-- Add PRIMARY KEY (id) to "users"
-- Change the type (TEXT → INTEGER) of column "user_id" of "posts"
-- SQLite cannot do this in place: rebuild "users", "posts"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE __penumbra_new_posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES __penumbra_new_users (id) ON DELETE CASCADE);
INSERT OR ABORT INTO __penumbra_new_users (id, name) SELECT id, name FROM users;
INSERT OR ABORT INTO __penumbra_new_posts (id, user_id) SELECT id, user_id FROM posts;
DROP TABLE posts;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
ALTER TABLE __penumbra_new_posts RENAME TO posts;
RELEASE penumbra_rebuild;
