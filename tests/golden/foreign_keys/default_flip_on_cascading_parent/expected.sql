-- Change the default ('guest' → 'member') of column "role" of "users"
-- SQLite cannot do this in place: rebuild "users"
-- Rows of "posts", "comments" point there, so these go along
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, role TEXT NOT NULL DEFAULT 'member');
CREATE TABLE __penumbra_new_posts (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES __penumbra_new_users (id) ON DELETE CASCADE,
  title TEXT
);
CREATE TABLE __penumbra_new_comments (
  id INTEGER PRIMARY KEY,
  post_id INTEGER NOT NULL,
  body TEXT,
  FOREIGN KEY (post_id) REFERENCES __penumbra_new_posts (id) ON DELETE CASCADE
);
INSERT OR ABORT INTO __penumbra_new_users (id, role) SELECT id, role FROM users;
INSERT OR ABORT INTO __penumbra_new_posts (id, user_id, title) SELECT id, user_id, title FROM posts;
INSERT OR ABORT INTO __penumbra_new_comments (id, post_id, body)
  SELECT id, post_id, body FROM comments;
DROP TABLE comments;
DROP TABLE posts;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
ALTER TABLE __penumbra_new_posts RENAME TO posts;
ALTER TABLE __penumbra_new_comments RENAME TO comments;
RELEASE penumbra_rebuild;

-- Restore index "posts_user"
CREATE INDEX posts_user ON posts (user_id);
