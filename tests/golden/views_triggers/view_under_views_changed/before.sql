CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE VIEW base AS SELECT id, name FROM users;
CREATE VIEW upper_names AS SELECT upper(name) AS name FROM base;
