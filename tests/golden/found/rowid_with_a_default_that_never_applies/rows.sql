INSERT INTO roles VALUES (1, 'a'), (12, 'b');
