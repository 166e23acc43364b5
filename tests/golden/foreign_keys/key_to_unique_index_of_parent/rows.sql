INSERT INTO teams VALUES (1, 'r', 'red'), (2, 'b', NULL);
INSERT INTO users VALUES (1, 'r'), (2, 'b'), (3, NULL);
