-- warning[lint/check-on-existing]: Add CHECK (color LIKE '#%') to "tags": the migration stops if a row violates it
-- note[lint/null-to-default]: Change the default (none → '') of column "title" of "posts" and make it NOT NULL: NULL becomes ''

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the default (none → '') of column "title" of "posts" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In posts.title, NULL becomes ''
-- Add CHECK (color LIKE '#%') to "tags": SQLite can only do this by rebuilding the table
-- "posts_tags" references "posts", so it is rebuilt too
ALTER TABLE posts RENAME TO __penumbra_old_posts;
ALTER TABLE tags RENAME TO __penumbra_old_tags;
ALTER TABLE posts_tags RENAME TO __penumbra_old_posts_tags;
CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL DEFAULT '');
CREATE TABLE tags (name TEXT PRIMARY KEY, color TEXT CHECK (color LIKE '#%'));
CREATE TABLE posts_tags (
  post_id INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
  tag TEXT NOT NULL REFERENCES tags (name) ON DELETE CASCADE ON UPDATE CASCADE,
  PRIMARY KEY (post_id, tag)
) WITHOUT ROWID;
INSERT INTO posts (id, title) SELECT id, coalesce(title, '') FROM __penumbra_old_posts;
INSERT INTO tags (rowid, name, color) SELECT rowid, name, color FROM __penumbra_old_tags;
INSERT INTO posts_tags (post_id, tag) SELECT post_id, tag FROM __penumbra_old_posts_tags;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use posts, tags, posts_tags" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM posts) = (SELECT count(*) FROM __penumbra_old_posts)
    AND (SELECT count(*) FROM tags) = (SELECT count(*) FROM __penumbra_old_tags)
    AND (SELECT count(*) FROM posts_tags) = (SELECT count(*) FROM __penumbra_old_posts_tags)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_posts')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_tags')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_posts_tags')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_posts_tags;
DROP TABLE __penumbra_old_tags;
DROP TABLE __penumbra_old_posts;

RELEASE penumbra;
