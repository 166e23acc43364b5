INSERT INTO folders VALUES (1, 'root', NULL), (2, 'child', 1), (3, 'leaf', 2);
