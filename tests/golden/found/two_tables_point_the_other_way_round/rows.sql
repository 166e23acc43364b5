INSERT INTO users VALUES (5), (6);
INSERT INTO posts VALUES (1, 6), (2, 5);
