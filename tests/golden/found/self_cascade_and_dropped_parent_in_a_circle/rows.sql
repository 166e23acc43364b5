INSERT INTO folders VALUES (1, NULL, NULL), (2, 1, NULL);
INSERT INTO owners VALUES (1, 1);
UPDATE folders SET owner_id = 1 WHERE id = 2;
