INSERT INTO people VALUES (1, '7up'), (2, NULL);
