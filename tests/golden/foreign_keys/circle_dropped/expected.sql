-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Tables reference each other: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Drop table "teams"
-- Drop table "users"
ALTER TABLE teams RENAME TO __penumbra_old_teams;
ALTER TABLE users RENAME TO __penumbra_old_users;

-- Nothing is dropped that unknown objects use
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "unknown objects use teams, users" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_teams_lead_id ON __penumbra_old_teams (lead_id);
CREATE INDEX __penumbra_key___penumbra_old_users_team_id ON __penumbra_old_users (team_id);
DROP TABLE __penumbra_old_users;
DROP TABLE __penumbra_old_teams;

RELEASE penumbra;
