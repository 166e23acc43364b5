-- Add UNIQUE (name) to "teams"
-- SQLite cannot do this in place: rebuild "teams"
-- Rows of "users" point there, so these go along
CREATE TABLE __penumbra_new_teams (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, team_id INTEGER REFERENCES __penumbra_new_teams (id));
INSERT OR ABORT INTO __penumbra_new_teams (id, name) SELECT id, name FROM teams;
INSERT OR ABORT INTO __penumbra_new_users (id, team_id) SELECT id, team_id FROM users;
DROP TABLE users;
DROP TABLE teams;
ALTER TABLE __penumbra_new_teams RENAME TO teams;
ALTER TABLE __penumbra_new_users RENAME TO users;
