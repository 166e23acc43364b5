INSERT INTO items VALUES (1, NULL), (2, NULL);
INSERT INTO teams VALUES (1, 'blue', NULL, 1), (2, 'red', 1, 2);
UPDATE items SET team_id = id;
