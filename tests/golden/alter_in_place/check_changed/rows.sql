INSERT INTO orders VALUES (1, 'new', 5), (2, 'paid', 7);
