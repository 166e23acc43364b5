CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, label TEXT AS (lower(name)) STORED);
