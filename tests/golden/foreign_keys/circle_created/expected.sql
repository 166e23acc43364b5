SAVEPOINT penumbra;

-- Create table "teams"
CREATE TABLE teams (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES users (id));

-- Create table "users"
CREATE TABLE users (id INTEGER PRIMARY KEY, team_id INTEGER NOT NULL REFERENCES teams (id));

RELEASE penumbra;
