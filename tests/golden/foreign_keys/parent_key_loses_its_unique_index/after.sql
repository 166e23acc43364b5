CREATE TABLE teams (id INTEGER PRIMARY KEY, code TEXT);
CREATE INDEX teams_code ON teams (code);
CREATE TABLE users (id INTEGER PRIMARY KEY, team TEXT REFERENCES teams (code));
