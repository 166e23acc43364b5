-- warning[proof/no-rows]: Cannot prove the migration with rows of "users": no row could be made that its constraints accept

-- Not proven with rows: none could be made for users

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the default (none → 1) of column "team" of "users"
-- Drop FOREIGN KEY (boss) REFERENCES users (id) ON DELETE CASCADE of "users"
-- Drop FOREIGN KEY (team) REFERENCES teams (id) ON DELETE SET DEFAULT of "users"
-- SQLite can only do this by rebuilding the table
-- There is no table "teams": an empty placeholder lets SQLite check the rows
ALTER TABLE users RENAME TO __penumbra_old_users;
CREATE TABLE users (id INTEGER PRIMARY KEY, boss INTEGER, team INTEGER DEFAULT 1);
CREATE TABLE teams (id, PRIMARY KEY (id));
INSERT INTO users (id, boss, team) SELECT id, boss, team FROM __penumbra_old_users;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use users" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_users_boss ON __penumbra_old_users (boss);
UPDATE __penumbra_old_users SET boss = NULL;
DROP TABLE __penumbra_old_users;
DROP TABLE teams;

RELEASE penumbra;
