INSERT INTO notes VALUES (1, 10, 'red fox'), (2, 20, 'blue');
INSERT INTO notes_search (notes_search) VALUES ('rebuild');
