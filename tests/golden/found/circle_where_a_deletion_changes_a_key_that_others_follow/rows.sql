INSERT INTO c VALUES ('x', NULL), ('y', NULL);
INSERT INTO b VALUES ('x'), ('y');
INSERT INTO a VALUES (1, 'x', 1), (2, 'y', 2);
UPDATE c SET a = 1;
