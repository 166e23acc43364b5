INSERT INTO areas VALUES (7, 1, 2), (9, 5, 6);
