-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "teams": the migration stops if two rows hold the same there

-- penumbra: allow data-loss

-- Stop here, with nothing changed, if two rows of teams hold the same name
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of teams hold the same name" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM teams WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Drop column "team_id" of "users"
ALTER TABLE users DROP COLUMN team_id;

-- Add UNIQUE (name) to "teams"
-- SQLite cannot do this in place: rebuild "teams"
CREATE TABLE __penumbra_new_teams (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_teams (id, name) SELECT id, name FROM teams;
DROP TABLE teams;
ALTER TABLE __penumbra_new_teams RENAME TO teams;
