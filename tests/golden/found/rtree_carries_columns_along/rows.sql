INSERT INTO places VALUES (1, 0.5, 1.5, 'a'), (2, -1, 1, NULL);
