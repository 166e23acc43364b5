INSERT INTO flags VALUES (1, 1, 2), (2, NULL, 3);
