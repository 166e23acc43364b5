CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, bio TEXT);
CREATE VIEW profiles AS SELECT id, bio FROM users;
CREATE VIEW everything AS SELECT * FROM users;
