INSERT INTO countries VALUES (1, 'NL');
INSERT INTO places VALUES (1, 'NL');
