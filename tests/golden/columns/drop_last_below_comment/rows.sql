INSERT INTO s VALUES ('a', 1, 'x');
INSERT INTO m VALUES ('m', 'a');
