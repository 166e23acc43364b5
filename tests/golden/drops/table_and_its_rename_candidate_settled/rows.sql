INSERT INTO users VALUES (1, 'Ada', 'x');
INSERT INTO logs VALUES (1, 'x');
