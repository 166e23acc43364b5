INSERT INTO halls VALUES ('Delft', 'A', 10), ('Delft', 'B', NULL);
INSERT INTO shows VALUES (1, 'Delft', 'A'), (2, 'Delft', NULL), (3, 'Delft', 'B');
