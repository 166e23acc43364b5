INSERT INTO carts VALUES (1, 1, 1), (2, 1, 2), (3, 2, 3), (4, 4, 4);
