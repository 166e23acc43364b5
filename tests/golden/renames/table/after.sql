CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);
CREATE INDEX users_name ON people (name);
