INSERT INTO keys VALUES ('a', 1), ('b', 2);
