-- warning[lint/data-loss]: The migration drops column "number" of "posts" and its data
-- warning[lint/strict-or-without-rowid]: Add PRIMARY KEY (user_id) to "posts": the migration stops if a row contains a value that the table does not accept
-- warning[lint/unique-on-existing]: Add PRIMARY KEY (user_id) to "posts": the migration stops if two rows have the same values there
-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (id) REFERENCES posts (user_id) to "users": the migration stops if a row has no parent
-- warning[lint/null-to-rowid]: Add PRIMARY KEY (user_id) to "posts": NULL becomes a new number

-- Drops posts.number and its data: "penumbra check" fails until it is allowed

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Stop here, with nothing changed, if users.id has values without a parent row
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "users.id has values without a parent row" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use posts, users" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM posts WHERE posts.user_id = users.id));

-- Drop column "number" of "posts"
-- Drop PRIMARY KEY (number) of "posts"
-- Drop FOREIGN KEY (user_id) REFERENCES users (id) of "posts"
-- Add PRIMARY KEY (user_id) to "posts"
-- SQLite can only do this by rebuilding the table
-- In posts.user_id, NULL becomes a new number
-- Add column "number" to "users"
-- Drop PRIMARY KEY (id) of "users"
-- Add PRIMARY KEY (number) to "users"
-- Add FOREIGN KEY (id) REFERENCES posts (user_id) to "users"
-- SQLite can only do this by rebuilding the table
ALTER TABLE posts RENAME TO __penumbra_old_posts;
ALTER TABLE users RENAME TO __penumbra_old_users;
CREATE TABLE posts (user_id INTEGER PRIMARY KEY);
CREATE TABLE users (number INTEGER PRIMARY KEY, id INTEGER REFERENCES posts (user_id));
INSERT INTO posts (user_id) SELECT user_id FROM __penumbra_old_posts ORDER BY user_id IS NULL;
INSERT INTO users (number, id) SELECT rowid, id FROM __penumbra_old_users;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM posts) = (SELECT count(*) FROM __penumbra_old_posts)
    AND (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_posts') WHERE lower(name) NOT IN ('number')) = 1
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_posts;
DROP TABLE __penumbra_old_users;

RELEASE penumbra;
