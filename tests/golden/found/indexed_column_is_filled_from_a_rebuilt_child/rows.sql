INSERT INTO teams VALUES (1, 'a'), (2, 'b');
INSERT INTO people VALUES (1, 1, 20), (2, 1, 30);
