INSERT INTO words VALUES ('b', 'en', 1), ('a', 'de', 2);
