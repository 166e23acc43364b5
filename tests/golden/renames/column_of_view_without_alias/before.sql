-- The view's own column changes its name too, and the views that read it break.
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE VIEW names AS SELECT id, name FROM users;
CREATE VIEW first_names AS SELECT name FROM names;
