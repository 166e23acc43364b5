-- warning[lint/unique-on-existing]: Create index "teams_code": the migration stops if two rows have the same values there
-- warning[proof/no-rows]: Cannot prove the migration with rows of "users": no row could be made that its constraints accept

-- Not proven with rows: none could be made for users

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add column "name" to "users"
-- Add UNIQUE (name) to "users"
-- SQLite can only do this by rebuilding the table
ALTER TABLE users RENAME TO __penumbra_old_users;
CREATE TABLE users (id INTEGER PRIMARY KEY, team TEXT REFERENCES teams (code), name TEXT UNIQUE);

-- Create index "teams_code"
CREATE UNIQUE INDEX teams_code ON teams (code);
INSERT INTO users (id, team) SELECT id, team FROM __penumbra_old_users;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use users" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_users;

RELEASE penumbra;
