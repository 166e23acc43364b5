-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (team) REFERENCES teams (id) ON DELETE CASCADE to "users": the migration stops if a row points nowhere

-- Stop here, with nothing changed, if a row of users points nowhere with team
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of users points nowhere with team" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE team IS NOT NULL AND NOT EXISTS (SELECT 1 FROM teams WHERE teams.id = users.team));
DROP TABLE __penumbra_gate;

-- Change the default (none → 'x') of column "name" of "teams"
-- Add FOREIGN KEY (team) REFERENCES teams (id) ON DELETE CASCADE to "users"
-- SQLite cannot do this in place: rebuild "teams", "users"
CREATE TABLE __penumbra_new_teams (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'x');
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, team INTEGER REFERENCES __penumbra_new_teams (id) ON DELETE CASCADE, name TEXT);
INSERT OR ABORT INTO __penumbra_new_teams (id, name) SELECT id, name FROM teams;
INSERT OR ABORT INTO __penumbra_new_users (id, team, name) SELECT id, team, name FROM users;
DROP TABLE users;
DROP TABLE teams;
ALTER TABLE __penumbra_new_teams RENAME TO teams;
ALTER TABLE __penumbra_new_users RENAME TO users;
