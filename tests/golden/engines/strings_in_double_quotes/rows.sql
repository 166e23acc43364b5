INSERT INTO s VALUES (1, 'done'), (2, 'queued');
