INSERT INTO words VALUES ('b', 1), ('a', 2);
