SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add column "author" to "posts": SQLite can only do this by rebuilding the table
ALTER TABLE posts RENAME TO __penumbra_old_posts;
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), author TEXT NOT NULL);
INSERT INTO posts (id, user_id, author)
  SELECT id, user_id, (SELECT coalesce(name, '?') FROM users WHERE users.id = user_id) FROM __penumbra_old_posts;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use posts" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM posts) = (SELECT count(*) FROM __penumbra_old_posts)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_posts')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_posts;

RELEASE penumbra;
