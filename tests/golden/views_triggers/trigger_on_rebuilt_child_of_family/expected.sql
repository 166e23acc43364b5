-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "teams": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of teams hold the same name
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of teams hold the same name" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM teams WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Make room: view "sizes" comes back below
DROP VIEW sizes;

-- Add UNIQUE (name) to "teams"
-- SQLite cannot do this in place: rebuild "teams"
-- Rows of "users" point there, so these go along
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_teams (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, team_id INTEGER REFERENCES __penumbra_new_teams (id) ON DELETE CASCADE);
INSERT OR ABORT INTO __penumbra_new_teams (id, name) SELECT id, name FROM teams;
INSERT OR ABORT INTO __penumbra_new_users (id, team_id) SELECT id, team_id FROM users;
DROP TABLE users;
DROP TABLE teams;
ALTER TABLE __penumbra_new_teams RENAME TO teams;
ALTER TABLE __penumbra_new_users RENAME TO users;
RELEASE penumbra_rebuild;

-- Restore view "sizes"
CREATE VIEW sizes AS SELECT team_id, count(*) AS size FROM users GROUP BY team_id;

-- Restore trigger "users_gone"
CREATE TRIGGER users_gone AFTER DELETE ON users BEGIN INSERT INTO log VALUES ('gone ' || OLD.id); END;
