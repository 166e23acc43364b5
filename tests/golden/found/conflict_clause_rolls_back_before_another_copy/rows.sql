INSERT INTO people VALUES (1, 'a'), (2, 'b');
INSERT INTO visits VALUES (1, 5), (2, 6);
