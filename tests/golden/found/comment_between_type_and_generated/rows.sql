INSERT INTO parents VALUES (1, 'a');
INSERT INTO children (id, parent_id) VALUES (1, 1), (2, 1);
