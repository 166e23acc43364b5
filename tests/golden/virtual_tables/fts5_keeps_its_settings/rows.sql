INSERT INTO docs VALUES (3, 'one', 'a quick fox'), (8, 'two', 'a lazy dog');
INSERT INTO found (found) VALUES ('rebuild');
INSERT INTO found (found, rank) VALUES ('rank', 'bm25(10.0, 2.0)');
INSERT INTO notes (rowid, title, body) VALUES (3, 'one', 'running foxes'), (8, 'two', 'dogs');
INSERT INTO notes (notes, rank) VALUES ('rank', 'bm25(10.0, 2.0)'), ('automerge', 2);
