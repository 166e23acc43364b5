INSERT INTO t VALUES (1, 'x', 'y', NULL), (2, 'x', 'z', 1), (3, 'X', NULL, NULL);
