INSERT INTO pages (book, number) VALUES (1, 'last');
INSERT INTO pages (book, number, next_book, next_number) VALUES (1, 'first', 1, 'last'), (1, 'title', 1, 'first');
