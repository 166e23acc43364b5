INSERT INTO accounts VALUES (1, 10), (2, 20);
INSERT INTO visits VALUES (1, 2.5, 'today'), (2, 4, NULL);
