INSERT INTO notes (docid, title, body) VALUES (3, 'walking', 'far'), (7, NULL, 'near');
