INSERT INTO tags VALUES ('a', 1, 'x'), ('b', 2, 'y');
