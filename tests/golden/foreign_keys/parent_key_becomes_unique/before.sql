-- Nothing kept the codes unique, so that the engine could not check the key; now an index does.
CREATE TABLE teams (id INTEGER PRIMARY KEY, code TEXT);
CREATE TABLE users (id INTEGER PRIMARY KEY, team TEXT REFERENCES teams (code));
