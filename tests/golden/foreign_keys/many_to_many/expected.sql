-- warning[lint/check-on-existing]: Add CHECK (color like '#%') to "tags": the migration stops if a row does not pass it
-- note[lint/null-to-default]: Change the default (none → '') of column "title" of "posts" and make it NOT NULL: NULL becomes ''

-- Stop here, with nothing changed, if a row of tags fails CHECK (color like '#%')
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of tags fails CHECK (color like '#%')" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM tags WHERE NOT (color like '#%'));
DROP TABLE __penumbra_gate;

-- Change the default (none → '') of column "title" of "posts" and make it NOT NULL
-- Add CHECK (color like '#%') to "tags"
-- SQLite cannot do this in place: rebuild "posts", "tags"
-- Rows of "posts_tags" point there, so these go along
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL DEFAULT '');
CREATE TABLE __penumbra_new_tags (name TEXT PRIMARY KEY, color TEXT CHECK (color LIKE '#%'));
CREATE TABLE __penumbra_new_posts_tags (
  post_id INTEGER NOT NULL REFERENCES __penumbra_new_posts (id) ON DELETE CASCADE,
  tag TEXT NOT NULL REFERENCES __penumbra_new_tags (name) ON DELETE CASCADE ON UPDATE CASCADE,
  PRIMARY KEY (post_id, tag)
) WITHOUT ROWID;
INSERT OR ABORT INTO __penumbra_new_posts (id, title) SELECT id, coalesce(title, '') FROM posts;
INSERT OR ABORT INTO __penumbra_new_tags (rowid, name, color) SELECT rowid, name, color FROM tags;
INSERT OR ABORT INTO __penumbra_new_posts_tags (post_id, tag) SELECT post_id, tag FROM posts_tags;
DROP TABLE posts_tags;
DROP TABLE tags;
DROP TABLE posts;
ALTER TABLE __penumbra_new_posts RENAME TO posts;
ALTER TABLE __penumbra_new_tags RENAME TO tags;
ALTER TABLE __penumbra_new_posts_tags RENAME TO posts_tags;
RELEASE penumbra_rebuild;
