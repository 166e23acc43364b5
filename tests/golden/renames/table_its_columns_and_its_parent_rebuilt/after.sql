CREATE TABLE groups (key INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE people (id INTEGER PRIMARY KEY, group_key INTEGER REFERENCES groups (key) ON DELETE CASCADE, label TEXT);
CREATE INDEX users_team ON people (group_key);
