INSERT INTO words VALUES ('a', 1), ('b', 2);
