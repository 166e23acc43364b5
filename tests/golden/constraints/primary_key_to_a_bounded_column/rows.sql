INSERT INTO users VALUES (1, NULL, 'a'), (2, 1999990, 'b'), (3, NULL, 'c'), (4, 7, 'd');
