INSERT INTO found (rowid, body) VALUES (3, 'a quick fox');
