INSERT INTO docs VALUES (1, 'x', vector32('[1,2,3]')), (2, 'y', vector32('[4,5,6]')), (3, 'z', NULL);
