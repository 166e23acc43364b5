INSERT INTO teams VALUES (1, 'x');
INSERT INTO items VALUES (1, 'a');
