-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE to "users": the migration stops if a row points nowhere

-- penumbra: allow data-loss

-- Stop here, with nothing changed, if a row of users points nowhere with team_id
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of users points nowhere with team_id" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE team_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM teams WHERE teams.id = users.team_id));
DROP TABLE __penumbra_gate;

-- Drop FOREIGN KEY (team_id) REFERENCES "groups" (id) ON DELETE CASCADE of "users"
-- Add FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE to "users"
-- Drop table "groups"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, team_id INTEGER REFERENCES teams (id) ON DELETE CASCADE);
INSERT OR ABORT INTO __penumbra_new_users (id, team_id) SELECT id, team_id FROM users;
DROP TABLE users;
DROP TABLE "groups";
ALTER TABLE __penumbra_new_users RENAME TO users;
