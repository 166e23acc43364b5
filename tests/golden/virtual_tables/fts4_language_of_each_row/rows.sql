INSERT INTO notes (docid, title, body, lang) VALUES (3, 'walking', 'far', 1), (7, 'laufen', 'weit', 2);
