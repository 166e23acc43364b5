-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (team_id) REFERENCES teams (id) to "users": the migration stops if a row points nowhere

-- Create table "teams"
CREATE TABLE teams (id INTEGER PRIMARY KEY);

-- Add FOREIGN KEY (team_id) REFERENCES teams (id) to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, team_id INTEGER REFERENCES teams (id));
INSERT OR ABORT INTO __penumbra_new_users (id, team_id) SELECT id, team_id FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
