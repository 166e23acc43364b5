-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (team_id) REFERENCES teams (id) to "users": the migration stops if a row has no parent

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Create table "teams"
CREATE TABLE teams (id INTEGER PRIMARY KEY);

-- Add FOREIGN KEY (team_id) REFERENCES teams (id) to "users"
-- SQLite can only do this by rebuilding the table
ALTER TABLE users RENAME TO __penumbra_old_users;
CREATE TABLE users (id INTEGER PRIMARY KEY, team_id INTEGER REFERENCES teams (id));
INSERT INTO users (id, team_id) SELECT id, team_id FROM __penumbra_old_users;

-- Stop here, with nothing changed, if users.team_id has values without a parent row
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "users.team_id has values without a parent row" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use users" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE team_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM teams WHERE teams.id = users.team_id));

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_users;

RELEASE penumbra;
