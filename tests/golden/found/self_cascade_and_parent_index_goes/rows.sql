INSERT INTO countries VALUES (1, 'nl');
INSERT INTO places VALUES (1, NULL, 'nl'), (2, 1, 'nl');
