INSERT INTO words (rowid, word) VALUES (3, 'three'), (9, 'nine');
