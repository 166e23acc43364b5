INSERT INTO events VALUES (1, 'a', 'b');
INSERT INTO p VALUES (1, 2);
