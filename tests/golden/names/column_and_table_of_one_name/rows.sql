INSERT INTO users VALUES ('a', 'b', NULL), ('c', NULL, 'a');
