INSERT INTO folders VALUES (1, NULL), (2, NULL);
INSERT INTO owners VALUES (1, 1), (2, 1);
UPDATE folders SET other_id = 1 WHERE id = 2;
