-- warning[lint/lossy-type-change]: Change the type (TEXT → INTEGER) of column "user_id" of "posts": the migration stops if posts.user_id has text with more digits than INTEGER keeps
-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (user_id) REFERENCES users (id) to "posts": the migration stops if a row has no parent
-- warning[lint/text-to-number]: Change the type (TEXT → INTEGER) of column "user_id" of "posts": texts that read as numbers become numbers: '007' becomes 7

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Stop here, with nothing changed, if posts.user_id has text with more digits than INTEGER keeps
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "posts.user_id has text with more digits than INTEGER keeps" CHECK (check_1),
  check_2 CONSTRAINT "posts.user_id has values without a parent row" CHECK (check_2),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use posts" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM posts WHERE user_id = CAST(user_id AS NUMERIC) AND typeof(CAST(user_id AS NUMERIC)) = 'real' AND length(replace(ltrim(user_id, ' +-0'), '.', '')) > 15);

-- Change the type (TEXT → INTEGER) of column "user_id" of "posts"
-- Add FOREIGN KEY (user_id) REFERENCES users (id) to "posts"
-- SQLite can only do this by rebuilding the table
-- In posts.user_id, texts that read as numbers become numbers: '007' becomes 7
ALTER TABLE posts RENAME TO __penumbra_old_posts;
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id), title TEXT);
INSERT INTO posts (id, user_id, title) SELECT id, user_id, title FROM __penumbra_old_posts;

-- Stop here, with nothing changed, if posts.user_id has values without a parent row
INSERT INTO __penumbra_gate (check_2)
  SELECT NOT EXISTS (SELECT 1 FROM posts WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = posts.user_id));

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM posts) = (SELECT count(*) FROM __penumbra_old_posts)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_posts')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 3 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_posts;

RELEASE penumbra;
