INSERT INTO users VALUES (1, 'Ada', 0), (2, 'Grace', 4);
