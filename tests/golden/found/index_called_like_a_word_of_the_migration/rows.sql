INSERT INTO places VALUES (1, 'Delft');
INSERT INTO visits VALUES (1);
