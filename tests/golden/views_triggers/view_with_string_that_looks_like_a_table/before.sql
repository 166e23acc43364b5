CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE VIEW labels AS SELECT 'users' AS label; -- FROM users
