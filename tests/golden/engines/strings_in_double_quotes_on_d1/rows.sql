INSERT INTO s VALUES (1, 'done');
