INSERT INTO users VALUES (1, 'guest'), (2, 'owner');
INSERT INTO posts VALUES (10, 1, 'a'), (11, 2, 'b');
INSERT INTO comments VALUES (100, 10, 'x'), (101, 11, 'y'), (102, 11, 'z');
INSERT INTO unrelated VALUES (1);
