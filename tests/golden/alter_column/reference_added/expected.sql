-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (team) REFERENCES teams (id) ON DELETE CASCADE to "users": the migration stops if a row has no parent

-- Needs libSQL: SQLite has no ALTER COLUMN … TO

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if users.team has values without a parent row
CREATE TABLE __penumbra_gate (check_1 CONSTRAINT "users.team has values without a parent row" CHECK (check_1));
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE team IS NOT NULL AND NOT EXISTS (SELECT 1 FROM teams WHERE teams.id = users.team));

-- Add FOREIGN KEY (team) REFERENCES teams (id) ON DELETE CASCADE to "users"
ALTER TABLE users ALTER COLUMN team TO team INTEGER REFERENCES teams (id) ON DELETE CASCADE;
INSERT OR ROLLBACK INTO __penumbra_gate (check_1) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
