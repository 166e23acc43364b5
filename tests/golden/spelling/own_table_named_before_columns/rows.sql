INSERT INTO users VALUES (1, 'a', 1, 1), (2, NULL, 2, 0);
