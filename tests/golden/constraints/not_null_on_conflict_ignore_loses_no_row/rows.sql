INSERT INTO users VALUES (1, 'Ada', 'a'), (2, 'Bob', NULL);
