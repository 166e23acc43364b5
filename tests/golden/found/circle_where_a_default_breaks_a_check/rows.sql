INSERT INTO boxes VALUES (1, NULL), (2, NULL);
INSERT INTO labels VALUES (1, 1), (2, 2);
UPDATE boxes SET label = 1;
