CREATE TABLE users (id INTEGER PRIMARY KEY, label TEXT);
CREATE INDEX users_name ON users ("label");
