INSERT INTO docs VALUES (3, 'one', 'a quick fox'), (80, 'two', 'a lazy dog');
