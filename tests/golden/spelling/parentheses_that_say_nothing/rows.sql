INSERT INTO goods (price, kind) VALUES (2, 'a'), (3, 'b');
