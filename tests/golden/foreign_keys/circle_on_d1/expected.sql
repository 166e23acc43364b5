-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "teams": the migration stops if two rows have the same values there

-- Tables reference each other: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add UNIQUE (name) to "teams": SQLite can only do this by rebuilding the table
-- "users" references "teams", so it is rebuilt too
ALTER TABLE teams RENAME TO __penumbra_old_teams;
ALTER TABLE users RENAME TO __penumbra_old_users;
CREATE TABLE teams (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES users (id), name TEXT UNIQUE);
CREATE TABLE users (id INTEGER PRIMARY KEY, team_id INTEGER NOT NULL REFERENCES teams (id));
CREATE INDEX __penumbra_key_teams_lead_id ON teams (lead_id);
CREATE INDEX __penumbra_key_users_team_id ON users (team_id);
INSERT INTO teams (id, lead_id, name) SELECT id, lead_id, name FROM __penumbra_old_teams;
INSERT INTO users (id, team_id) SELECT id, team_id FROM __penumbra_old_users;
DROP INDEX __penumbra_key_teams_lead_id;
DROP INDEX __penumbra_key_users_team_id;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use teams, users" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM teams) = (SELECT count(*) FROM __penumbra_old_teams)
    AND (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_teams')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_teams_lead_id ON __penumbra_old_teams (lead_id);
CREATE INDEX __penumbra_key___penumbra_old_users_team_id ON __penumbra_old_users (team_id);
DROP TABLE __penumbra_old_users;
DROP TABLE __penumbra_old_teams;
