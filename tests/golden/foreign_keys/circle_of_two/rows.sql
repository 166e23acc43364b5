INSERT INTO teams VALUES (1, 10, 'red'), (2, NULL, 'blue');
INSERT INTO users VALUES (10, 1), (11, 2), (12, NULL);
