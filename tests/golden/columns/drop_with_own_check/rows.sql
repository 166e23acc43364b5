INSERT INTO goods VALUES (1, 2, 'nail');
