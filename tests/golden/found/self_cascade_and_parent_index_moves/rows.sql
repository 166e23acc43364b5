INSERT INTO countries VALUES (1, 'NL');
INSERT INTO places VALUES (1, NULL, 'NL'), (2, 1, 'NL');
