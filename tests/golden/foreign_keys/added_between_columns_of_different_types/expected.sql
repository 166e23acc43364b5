-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (user_id) REFERENCES users (id) to "posts": the migration stops if a row has no parent
-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (user_text) REFERENCES users (id) to "posts": the migration stops if a row has no parent
-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (user_code) REFERENCES users (code) to "posts": the migration stops if a row has no parent

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Stop here, with nothing changed, if posts.user_id has values without a parent row
-- Stop here, with nothing changed, if posts.user_text has values without a parent row
-- Stop here, with nothing changed, if posts.user_code has values without a parent row
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "posts.user_id has values without a parent row" CHECK (check_1),
  check_2 CONSTRAINT "posts.user_text has values without a parent row" CHECK (check_2),
  check_3 CONSTRAINT "posts.user_code has values without a parent row" CHECK (check_3),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use posts" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM posts WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = +posts.user_id));
INSERT INTO __penumbra_gate (check_2)
  SELECT NOT EXISTS (SELECT 1 FROM posts WHERE user_text IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = +posts.user_text));
INSERT INTO __penumbra_gate (check_3)
  SELECT NOT EXISTS (SELECT 1 FROM posts WHERE user_code IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users WHERE users.code = +posts.user_code));

-- Add FOREIGN KEY (user_id) REFERENCES users (id) to "posts"
-- Add FOREIGN KEY (user_text) REFERENCES users (id) to "posts"
-- Add FOREIGN KEY (user_code) REFERENCES users (code) to "posts"
-- SQLite can only do this by rebuilding the table
ALTER TABLE posts RENAME TO __penumbra_old_posts;
CREATE TABLE posts (
  id INTEGER PRIMARY KEY,
  user_id REFERENCES users (id),
  user_text TEXT REFERENCES users (id),
  user_code INTEGER REFERENCES users (code)
);
INSERT INTO posts (id, user_id, user_text, user_code)
  SELECT id, user_id, user_text, user_code FROM __penumbra_old_posts;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM posts) = (SELECT count(*) FROM __penumbra_old_posts)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_posts')) = 4
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 4 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_posts;

RELEASE penumbra;
