INSERT INTO users VALUES ('10', 'Ada'), ('2', 'Bob');
INSERT INTO posts VALUES (1, '10'), (2, '2'), (3, NULL);
