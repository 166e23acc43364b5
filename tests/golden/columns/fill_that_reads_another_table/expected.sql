-- Add column "author" to "posts"
-- SQLite cannot do this in place: rebuild "posts"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), author TEXT NOT NULL);
INSERT OR ABORT INTO __penumbra_new_posts (id, user_id, author)
  SELECT id, user_id, (SELECT coalesce(name, '?') FROM users WHERE users.id = user_id) FROM posts;
DROP TABLE posts;
ALTER TABLE __penumbra_new_posts RENAME TO posts;
RELEASE penumbra_rebuild;
