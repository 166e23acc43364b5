INSERT INTO t VALUES (1, 'x', '5', 'z'), (2, NULL, NULL, NULL);
