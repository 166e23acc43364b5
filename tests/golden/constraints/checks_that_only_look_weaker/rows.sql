INSERT INTO t VALUES (1, 'done', '7', '1');
