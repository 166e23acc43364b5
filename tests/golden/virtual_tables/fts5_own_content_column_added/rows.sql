INSERT INTO notes (rowid, title, body) VALUES (3, 'one', 'running foxes'), (8, 'two', 'dogs');
