INSERT INTO people VALUES (1, 'Ada'), (2, 'Bob');
INSERT INTO letters VALUES (1, 1, 2), (2, 2, NULL);
