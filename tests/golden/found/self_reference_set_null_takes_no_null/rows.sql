INSERT INTO folders VALUES (1, 'root', 1), (2, 'child', 1), (3, 'leaf', 2);
