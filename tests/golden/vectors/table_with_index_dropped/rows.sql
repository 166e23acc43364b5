INSERT INTO docs VALUES (1, vector32('[1,2,3]'));
