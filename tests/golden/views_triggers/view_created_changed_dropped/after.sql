CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age INTEGER);
CREATE VIEW adults AS SELECT id, name FROM users WHERE age >= 21;
CREATE VIEW names (label) AS SELECT name FROM users;
