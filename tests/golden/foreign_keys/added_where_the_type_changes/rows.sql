INSERT INTO users VALUES (1, 'Ada'), (2, 'Bob');
INSERT INTO posts VALUES (1, '1', 'a'), (2, NULL, 'b'), (3, '2', 'c');
