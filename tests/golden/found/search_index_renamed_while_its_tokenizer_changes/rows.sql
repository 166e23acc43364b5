INSERT INTO notes_search (rowid, count, payload) VALUES (3, 'one', 'running'), (5, 'two', 'ran');
