CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, label TEXT AS (upper(name)) STORED);
CREATE INDEX users_label ON users (label);
