-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (team) REFERENCES teams (id) ON DELETE CASCADE to "users": the migration stops if a row points nowhere

-- Stop here, with nothing changed, if a row of users points nowhere with team
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of users points nowhere with team" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE team IS NOT NULL AND NOT EXISTS (SELECT 1 FROM teams WHERE teams.id = users.team));
DROP TABLE __penumbra_gate;

-- Add FOREIGN KEY (team) REFERENCES teams (id) ON DELETE CASCADE to "users"
ALTER TABLE users ALTER COLUMN team TO team INTEGER REFERENCES teams (id) ON DELETE CASCADE;
