INSERT INTO nodes VALUES (1, NULL, 'a'), (2, 1, 'b'), (3, 2, 'c'), (5, 6, 'e'), (6, 1, 'f');
