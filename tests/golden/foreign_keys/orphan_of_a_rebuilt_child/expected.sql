-- warning[lint/lossy-type-change]: Change the type (TEXT → INTEGER) of column "age" of "users": texts that read as numbers become numbers: '007' becomes 7

SAVEPOINT penumbra;

-- Existing orphan rows are kept; foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the type (TEXT → INTEGER) of column "age" of "users"
-- SQLite can only do this by rebuilding the table
-- In users.age, texts that read as numbers become numbers: '007' becomes 7
ALTER TABLE users RENAME TO __penumbra_old_users;
CREATE TABLE users (id INTEGER PRIMARY KEY, team INTEGER REFERENCES teams (id) ON DELETE CASCADE, age INTEGER);
INSERT INTO users (id, team, age) SELECT id, team, age FROM __penumbra_old_users;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows are missing, or unknown objects use users" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_users;

RELEASE penumbra;
