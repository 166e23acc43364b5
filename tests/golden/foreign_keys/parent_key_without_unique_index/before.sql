-- The key cannot be checked at all ("foreign key mismatch"), and still no row may be lost.
CREATE TABLE teams (id INTEGER PRIMARY KEY, code TEXT);
CREATE TABLE users (id INTEGER PRIMARY KEY, team TEXT REFERENCES teams (code));
