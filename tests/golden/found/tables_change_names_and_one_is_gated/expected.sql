-- warning[lint/null-to-not-null]: Make column "title" of "posts" NOT NULL: the migration stops if a row contains NULL there

SAVEPOINT penumbra;

-- Rename table "drafts" to "posts"
-- Make column "title" of "posts" NOT NULL
-- SQLite can only do this by rebuilding the table
ALTER TABLE drafts RENAME TO __penumbra_old_drafts;

-- Rename table "posts" to "drafts"
ALTER TABLE posts RENAME TO drafts;
CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
INSERT INTO posts (id, title) SELECT id, title FROM __penumbra_old_drafts;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use drafts, or the file has run before" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM posts) = (SELECT count(*) FROM __penumbra_old_drafts)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_drafts')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index')
    AND EXISTS (SELECT 1 FROM pragma_table_xinfo('drafts') WHERE lower(name) = 'body');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_drafts;

RELEASE penumbra;
