INSERT INTO notes (rowid, title, body) VALUES (7, 'Foxes', 'They run'), (9, 'Dogs', 'They rest');
