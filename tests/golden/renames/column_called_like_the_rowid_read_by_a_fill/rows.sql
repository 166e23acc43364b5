INSERT INTO docs (_rowid_, rowid, body) VALUES (4, 'A', 'sun'), (9, 'B', 'moon');
INSERT INTO docs_search (rowid, body) VALUES (4, 'sun'), (9, 'moon');
