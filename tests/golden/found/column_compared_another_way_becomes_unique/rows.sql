INSERT INTO users VALUES (1, 'a', 'b', 'c'), (2, 'B', 'C', 'D'), (3, NULL, NULL, NULL);
