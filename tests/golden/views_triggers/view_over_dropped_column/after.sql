CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE VIEW profiles AS SELECT id, name FROM users;
CREATE VIEW everything AS SELECT * FROM users;
