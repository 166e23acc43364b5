CREATE TABLE users (id INTEGER, number INTEGER PRIMARY KEY CHECK (number >= 0 AND number < 2000000), name TEXT);
