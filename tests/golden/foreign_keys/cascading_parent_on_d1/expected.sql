-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the default ('guest' → 'member') of column "role" of "users"
-- SQLite can only do this by rebuilding the table
-- "posts" references "users", so it is rebuilt too
ALTER TABLE users RENAME TO __penumbra_old_users;
ALTER TABLE posts RENAME TO __penumbra_old_posts;
CREATE TABLE users (id INTEGER PRIMARY KEY, role TEXT DEFAULT 'member');
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);
INSERT INTO users (id, role) SELECT id, role FROM __penumbra_old_users;
INSERT INTO posts (id, user_id) SELECT id, user_id FROM __penumbra_old_posts;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use users, posts" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM posts) = (SELECT count(*) FROM __penumbra_old_posts)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_posts')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_posts;
DROP TABLE __penumbra_old_users;
