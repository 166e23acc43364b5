-- Drop FOREIGN KEY (team) REFERENCES teams (id) ON DELETE CASCADE of "users"
ALTER TABLE users ALTER COLUMN team TO team INTEGER;

-- Change the default (none → 'x') of column "name" of "teams"
-- SQLite cannot do this in place: rebuild "teams"
CREATE TABLE __penumbra_new_teams (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'x');
INSERT OR ABORT INTO __penumbra_new_teams (id, name) SELECT id, name FROM teams;
DROP TABLE teams;
ALTER TABLE __penumbra_new_teams RENAME TO teams;
