-- Add UNIQUE (name) to "teams"
-- SQLite cannot do this in place: rebuild "teams"
CREATE TABLE __penumbra_new_teams (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_teams (id, name) SELECT id, name FROM teams;
DROP TABLE teams;
ALTER TABLE __penumbra_new_teams RENAME TO teams;

-- Add column "team_id" to "users"
-- Add FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE to "users"
ALTER TABLE users ADD COLUMN team_id INTEGER REFERENCES teams (id) ON DELETE CASCADE;
