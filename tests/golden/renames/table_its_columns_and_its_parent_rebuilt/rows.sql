INSERT INTO teams VALUES (1, 'red');
INSERT INTO users VALUES (1, 1, 'Ada');
