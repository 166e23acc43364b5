-- note[lint/null-to-default]: Change the default (none → '') of column "name" of "teams" and make it NOT NULL: NULL becomes ''

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the default (none → '') of column "name" of "teams" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In teams.name, NULL becomes ''
-- "users" references "teams", so it is rebuilt too
ALTER TABLE teams RENAME TO __penumbra_old_teams;
ALTER TABLE users RENAME TO __penumbra_old_users;
DROP INDEX teams_code;
CREATE TABLE teams (id INTEGER PRIMARY KEY, code TEXT, name TEXT NOT NULL DEFAULT '');
CREATE TABLE users (id INTEGER PRIMARY KEY, team TEXT REFERENCES teams (code) ON DELETE CASCADE);
CREATE UNIQUE INDEX __penumbra_key___penumbra_old_teams_code ON __penumbra_old_teams (code);
CREATE UNIQUE INDEX teams_code ON teams (code);
INSERT INTO teams (id, code, name) SELECT id, code, coalesce(name, '') FROM __penumbra_old_teams;
INSERT INTO users (id, team) SELECT id, team FROM __penumbra_old_users;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use teams, users" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM teams) = (SELECT count(*) FROM __penumbra_old_teams)
    AND (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_teams')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_users;
DROP TABLE __penumbra_old_teams;

RELEASE penumbra;
