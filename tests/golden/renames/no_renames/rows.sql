INSERT INTO users VALUES (1, 'Ada');
INSERT INTO teams VALUES (1, 'r');
