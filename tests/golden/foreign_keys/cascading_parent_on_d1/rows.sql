INSERT INTO users VALUES (1, 'guest');
INSERT INTO posts VALUES (1, 1);
