INSERT INTO teams VALUES (1);
INSERT INTO users VALUES (1, 'guest', 1), (2, 'admin', NULL);
INSERT INTO posts VALUES (1, 1), (2, 2);
