INSERT INTO teams VALUES ('sea', NULL, NULL), ('sky', 'sea', NULL);
INSERT INTO people VALUES ('sea', 'sky'), ('land', NULL);
UPDATE teams SET owner = 'sea';
