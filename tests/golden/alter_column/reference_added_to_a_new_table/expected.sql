-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (team) REFERENCES teams (id) ON DELETE CASCADE to "users": the migration stops if a row points nowhere

-- Create table "teams"
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT);

-- Add FOREIGN KEY (team) REFERENCES teams (id) ON DELETE CASCADE to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, team INTEGER REFERENCES teams (id) ON DELETE CASCADE, name TEXT);
INSERT OR ABORT INTO __penumbra_new_users (id, team, name) SELECT id, team, name FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
