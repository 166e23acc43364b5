INSERT INTO t (id, a, b) VALUES (1, 5, 'five'), (2, NULL, NULL);
