-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (team) REFERENCES teams (id) ON DELETE CASCADE to "users": the migration stops if a row has no parent

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Stop here, with nothing changed, if users.team has values without a parent row
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "users.team has values without a parent row" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use teams, users" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE team IS NOT NULL AND NOT EXISTS (SELECT 1 FROM teams WHERE teams.id = users.team));

-- Change the default (none → 'x') of column "name" of "teams"
-- SQLite can only do this by rebuilding the table
-- Add FOREIGN KEY (team) REFERENCES teams (id) ON DELETE CASCADE to "users"
-- SQLite can only do this by rebuilding the table
ALTER TABLE teams RENAME TO __penumbra_old_teams;
ALTER TABLE users RENAME TO __penumbra_old_users;
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'x');
CREATE TABLE users (id INTEGER PRIMARY KEY, team INTEGER REFERENCES teams (id) ON DELETE CASCADE, name TEXT);
INSERT INTO teams (id, name) SELECT id, name FROM __penumbra_old_teams;
INSERT INTO users (id, team, name) SELECT id, team, name FROM __penumbra_old_users;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM teams) = (SELECT count(*) FROM __penumbra_old_teams)
    AND (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_teams')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_users;
DROP TABLE __penumbra_old_teams;

RELEASE penumbra;
