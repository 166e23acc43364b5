INSERT INTO t VALUES (1, 'done', 7, 1.5, 'a'), (2, 'queued', NULL, NULL, 'b');
