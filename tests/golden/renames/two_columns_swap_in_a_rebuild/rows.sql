INSERT INTO t VALUES (1, 'was a', 'was b', 1), (2, NULL, 'was b', NULL);
