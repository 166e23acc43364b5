INSERT INTO users VALUES (1, 'guest'), (2, NULL);
