INSERT INTO words VALUES ('b', 'x'), ('a', NULL);
INSERT INTO uses VALUES (1, 'b'), (2, 'a'), (3, NULL);
