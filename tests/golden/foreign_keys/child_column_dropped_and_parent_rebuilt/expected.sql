-- penumbra: allow data-loss

-- Drop column "team_id" of "users"
ALTER TABLE users DROP COLUMN team_id;

-- Add UNIQUE (name) to "teams"
-- SQLite cannot do this in place: rebuild "teams"
CREATE TABLE __penumbra_new_teams (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_teams (id, name) SELECT id, name FROM teams;
DROP TABLE teams;
ALTER TABLE __penumbra_new_teams RENAME TO teams;
