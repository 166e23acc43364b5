INSERT INTO notes (rowid, title, body) VALUES (7, 'Foxes', 'They run');
