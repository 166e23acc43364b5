INSERT INTO goods VALUES (1, 'a,b'), (2, 'it''s'), (3, 'c)');
