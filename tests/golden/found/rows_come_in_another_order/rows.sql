INSERT INTO codes VALUES ('b', 'second'), ('c', 'third'), ('a', 'first');
