INSERT INTO t VALUES (1, 7), (2, 'x'), (3, x'00');
