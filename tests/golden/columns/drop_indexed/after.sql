CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE INDEX users_kept ON users (name);
