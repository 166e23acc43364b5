-- warning[lint/null-to-not-null]: Make column "title" of "posts" NOT NULL: the migration stops if a row holds NULL there

-- Stop here, with nothing changed, if posts.title holds NULL
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "posts.title holds NULL" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM drafts AS posts WHERE title IS NULL);
DROP TABLE __penumbra_gate;

-- Rename table "drafts" to "posts", by way of another name
ALTER TABLE drafts RENAME TO __penumbra_swap_drafts;

-- Rename table "posts" to "drafts"
ALTER TABLE posts RENAME TO drafts;

-- Rename table "drafts" to "posts", by way of another name
ALTER TABLE __penumbra_swap_drafts RENAME TO posts;

-- Make column "title" of "posts" NOT NULL
-- SQLite cannot do this in place: rebuild "posts"
CREATE TABLE __penumbra_new_posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
INSERT OR ABORT INTO __penumbra_new_posts (id, title) SELECT id, title FROM posts;
DROP TABLE posts;
ALTER TABLE __penumbra_new_posts RENAME TO posts;
