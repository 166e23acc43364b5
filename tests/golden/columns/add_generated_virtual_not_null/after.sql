CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, lower_name TEXT NOT NULL AS (lower(name)));
