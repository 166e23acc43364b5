-- Stop here, with nothing changed, if users.team points nowhere for a row
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "users.team points nowhere for a row" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM users WHERE team IS NOT NULL AND NOT EXISTS (SELECT 1 FROM teams WHERE teams.id = users.team));
DROP TABLE __penumbra_gate;

-- Add FOREIGN KEY (team) REFERENCES teams (id) ON DELETE CASCADE to "users"
ALTER TABLE users ALTER COLUMN team TO team INTEGER REFERENCES teams (id) ON DELETE CASCADE;
