INSERT INTO pages VALUES (0, NULL, 'end'), (1, 0, 'last'), (3, 1, 'middle'), (2, 3, 'first');
