CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, lower_name TEXT AS (lower(name)) STORED);
