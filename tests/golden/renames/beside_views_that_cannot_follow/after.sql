CREATE TABLE users (id INTEGER PRIMARY KEY, label TEXT);
CREATE VIEW names AS SELECT id, label AS name FROM users;
CREATE VIEW first_names AS SELECT name FROM names;
