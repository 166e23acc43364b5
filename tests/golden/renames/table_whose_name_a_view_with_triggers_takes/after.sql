CREATE TABLE accounts (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE posts (id INTEGER PRIMARY KEY, user INTEGER REFERENCES accounts); CREATE VIEW users AS SELECT id, name FROM accounts;
CREATE TRIGGER users_insert INSTEAD OF INSERT ON users BEGIN INSERT INTO accounts (id, name) VALUES (new.id, new.name); END;
