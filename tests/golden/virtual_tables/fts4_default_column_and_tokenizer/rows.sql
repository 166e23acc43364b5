INSERT INTO notes (docid, content) VALUES (3, 'walking'), (7, NULL);
