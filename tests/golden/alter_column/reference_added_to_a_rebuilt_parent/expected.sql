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
