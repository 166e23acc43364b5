CREATE TABLE users (id INTEGER, name TEXT);
