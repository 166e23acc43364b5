CREATE TABLE people (id INTEGER PRIMARY KEY, label TEXT);
CREATE UNIQUE INDEX users_name ON people (label DESC);
