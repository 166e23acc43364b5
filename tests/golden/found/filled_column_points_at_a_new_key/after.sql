CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT, team TEXT REFERENCES teams (code));
CREATE TABLE teams (id INTEGER PRIMARY KEY, code TEXT);
CREATE UNIQUE INDEX teams_code ON teams (code);
