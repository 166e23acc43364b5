INSERT INTO seats VALUES (1, 1, 0), (1, 2, 1);
