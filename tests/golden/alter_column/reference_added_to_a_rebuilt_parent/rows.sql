INSERT INTO teams VALUES (1, 'a'), (2, 'b');
INSERT INTO users VALUES (1, 1, 'Ada'), (2, NULL, 'Grace'), (3, 2, NULL);
