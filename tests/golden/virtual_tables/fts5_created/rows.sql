INSERT INTO docs VALUES (3, 'one', 'a quick fox'), (8, 'two', 'a lazy dog');
