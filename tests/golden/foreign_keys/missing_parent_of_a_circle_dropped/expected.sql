-- warning[proof/no-rows]: Cannot prove the migration with rows of "users": no row could be made that its constraints accept

-- penumbra: allow data-loss
-- Not proven with rows: none could be made for users

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Create table "other"
-- There is no table "teams": an empty placeholder lets SQLite check the rows
CREATE TABLE other (a INT);
CREATE TABLE teams (id, PRIMARY KEY (id));

-- Drop table "users"
ALTER TABLE users RENAME TO __penumbra_old_users;

-- Nothing is dropped that unknown objects use
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "unknown objects use users" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_users_boss ON __penumbra_old_users (boss);
UPDATE __penumbra_old_users SET boss = NULL;
DROP TABLE __penumbra_old_users;
DROP TABLE teams;

RELEASE penumbra;
