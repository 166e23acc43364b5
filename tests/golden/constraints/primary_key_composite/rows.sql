INSERT INTO seats VALUES (1, 1, 0), (2, NULL, 1);
