INSERT INTO teams VALUES (1, 10, 'red'), (2, 11, 'blue');
INSERT INTO users VALUES (10, 1), (11, 2);
