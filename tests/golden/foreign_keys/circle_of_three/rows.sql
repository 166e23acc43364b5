INSERT INTO a VALUES (1, 1, 'x'), (2, 2, 'y');
INSERT INTO b VALUES (1, 1), (2, 2);
INSERT INTO c VALUES (1, 1), (2, 2);
INSERT INTO outside VALUES (1, 2), (2, NULL);
