INSERT INTO docs VALUES (4, 'a quick fox');
