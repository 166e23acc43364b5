INSERT INTO notes (rowid, body) VALUES (7, 'a quick fox');
