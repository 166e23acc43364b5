INSERT INTO docs VALUES (3, 'a quick fox');
