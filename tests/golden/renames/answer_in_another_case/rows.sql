INSERT INTO people VALUES (1, 'Ada', 36), (2, 'Bob', NULL);
