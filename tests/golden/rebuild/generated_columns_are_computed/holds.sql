SELECT twice = 10 AND half = 2.5 FROM t WHERE id = 1;
