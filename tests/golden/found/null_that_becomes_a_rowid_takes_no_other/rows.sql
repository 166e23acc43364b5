INSERT INTO invoices VALUES (1, NULL, 'a'), (2, 1, 'b'), (3, 7, 'c');
