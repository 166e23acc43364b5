INSERT INTO users VALUES (1, 'Ada', 'a@x', 'o'), (2, 'Grace', 'g@x', NULL);
