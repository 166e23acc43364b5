-- The second view reads the column through the first one, and stays as it is.
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE VIEW names AS SELECT id, name FROM users;
CREATE VIEW first_names AS SELECT name FROM names;
