INSERT INTO t VALUES (1, '7'), (2, 'seven'), (3, NULL), (4, '007'), (5, '1e3');
