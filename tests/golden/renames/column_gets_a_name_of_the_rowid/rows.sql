INSERT INTO users (rowid, id, name) VALUES (5, 10, 'Ada'), (6, 20, 'Bob');
INSERT INTO posts VALUES (1, 10), (2, 10), (3, 20);
