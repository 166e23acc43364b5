INSERT INTO teams VALUES (1, 'r');
INSERT INTO users VALUES (1, 'r');
