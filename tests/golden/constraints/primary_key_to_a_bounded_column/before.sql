CREATE TABLE users (id INTEGER PRIMARY KEY, number INTEGER CHECK (number >= 0 AND number < 2000000), name TEXT);
