INSERT INTO users VALUES (1, '10'), (2, 'b');
INSERT INTO posts VALUES (1, '1', '2', 10), (2, 2, '1.0', 'b'), (3, NULL, NULL, NULL);
