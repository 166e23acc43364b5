INSERT INTO people VALUES (1, 'a'), (2, 'b');
INSERT INTO rooms VALUES (1);
INSERT INTO visits VALUES (1, 1, 5), (2, 99, 6);
