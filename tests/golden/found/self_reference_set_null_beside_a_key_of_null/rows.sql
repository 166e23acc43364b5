INSERT INTO nodes VALUES ('a', 'a'), ('b', 'a'), (NULL, 'a');
