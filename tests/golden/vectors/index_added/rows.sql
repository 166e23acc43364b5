INSERT INTO docs VALUES (1, vector32('[1,2,3]')), (2, vector32('[4,5,6]'));
