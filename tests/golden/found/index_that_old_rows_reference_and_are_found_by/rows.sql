INSERT INTO prices VALUES (1, NULL); INSERT INTO groups VALUES (1, 1), (2, NULL); INSERT INTO carts VALUES (1, 1), (2, 7);
UPDATE prices SET name = 1;
