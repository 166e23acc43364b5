INSERT INTO users VALUES ('x', 'Ada'), (NULL, 'Bob'), (NULL, 'Cleo');
