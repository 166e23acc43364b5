-- warning[lint/lossy-type-change]: Change the type (TEXT → INTEGER) of column "user_id" of "posts": the migration stops if posts.user_id has text with more digits than INTEGER keeps
-- warning[lint/lossy-type-change]: Change the type (TEXT → INTEGER) of column "id" of "users": the migration stops if users.id has text with more digits than INTEGER keeps
-- warning[lint/strict-or-without-rowid]: Add PRIMARY KEY (id) to "users": the migration stops if a row contains a value that the table does not accept
-- warning[lint/unique-on-existing]: Add PRIMARY KEY (id) to "users": the migration stops if two rows have the same values there
-- warning[lint/text-to-number]: Change the type (TEXT → INTEGER) of column "user_id" of "posts": texts that read as numbers become numbers: '007' becomes 7
-- warning[lint/text-to-number]: Change the type (TEXT → INTEGER) of column "id" of "users": texts that read as numbers become numbers: '007' becomes 7
-- warning[lint/null-to-rowid]: Add PRIMARY KEY (id) to "users": NULL becomes a new number

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Stop here, with nothing changed, if posts.user_id has text with more digits than INTEGER keeps
-- Stop here, with nothing changed, if users.id has text with more digits than INTEGER keeps
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "posts.user_id has text with more digits than INTEGER keeps" CHECK (check_1),
  check_2 CONSTRAINT "users.id has text with more digits than INTEGER keeps" CHECK (check_2),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use users, posts" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM posts WHERE user_id = CAST(user_id AS NUMERIC) AND typeof(CAST(user_id AS NUMERIC)) = 'real' AND length(replace(ltrim(user_id, ' +-0'), '.', '')) > 15);
INSERT INTO __penumbra_gate (check_2)
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE id = CAST(id AS NUMERIC) AND typeof(CAST(id AS NUMERIC)) = 'real' AND length(replace(ltrim(id, ' +-0'), '.', '')) > 15);

-- Change the type (TEXT → INTEGER) of column "id" of "users"
-- Drop PRIMARY KEY (id) of "users"
-- Add PRIMARY KEY (id) to "users"
-- SQLite can only do this by rebuilding the table
-- In users.id, texts that read as numbers become numbers: '007' becomes 7
-- In users.id, NULL becomes a new number
-- Change the type (TEXT → INTEGER) of column "user_id" of "posts"
-- SQLite can only do this by rebuilding the table
-- In posts.user_id, texts that read as numbers become numbers: '007' becomes 7
ALTER TABLE users RENAME TO __penumbra_old_users;
ALTER TABLE posts RENAME TO __penumbra_old_posts;
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);
INSERT INTO users (id, name) SELECT id, name FROM __penumbra_old_users ORDER BY id IS NULL;
INSERT INTO posts (id, user_id) SELECT id, user_id FROM __penumbra_old_posts;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM posts) = (SELECT count(*) FROM __penumbra_old_posts)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_posts')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 3 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_posts;
DROP TABLE __penumbra_old_users;

RELEASE penumbra;
