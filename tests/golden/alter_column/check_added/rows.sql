INSERT INTO items VALUES (1, 5, 'pen'), (2, 7, NULL);
