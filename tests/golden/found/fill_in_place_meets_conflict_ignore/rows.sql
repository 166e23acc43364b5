INSERT INTO tags VALUES (1, NULL, 'red'), (2, 'plain', 'blue');
