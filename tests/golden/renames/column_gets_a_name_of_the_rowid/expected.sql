SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Drop view "names", which is recreated below with its changes
DROP VIEW names;

-- Rename column "id" of "users" to "oid": SQLite can only do this by rebuilding the table
-- "posts" references "users", so it is rebuilt too
ALTER TABLE users RENAME TO __penumbra_old_users;
ALTER TABLE posts RENAME TO __penumbra_old_posts;
DROP INDEX users_name;
CREATE TABLE users (oid INTEGER NOT NULL UNIQUE, name TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (oid) ON DELETE CASCADE);
INSERT INTO users (rowid, oid, name) SELECT rowid, id, name FROM __penumbra_old_users;
INSERT INTO posts (id, user_id) SELECT id, user_id FROM __penumbra_old_posts;
CREATE INDEX users_name ON users (name, oid);

-- Change view "names"
CREATE VIEW names AS SELECT oid AS id, name FROM users;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use users, posts" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM posts) = (SELECT count(*) FROM __penumbra_old_posts)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_posts')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_posts;
DROP TABLE __penumbra_old_users;

RELEASE penumbra;
