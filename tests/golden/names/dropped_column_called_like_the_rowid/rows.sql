INSERT INTO logs VALUES (10, 'a'), (20, 'b'), (15, NULL);
