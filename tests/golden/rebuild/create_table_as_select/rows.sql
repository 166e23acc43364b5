INSERT INTO copy VALUES ('x', 1), (NULL, 2);
