INSERT INTO drafts VALUES (1, 'a');
INSERT INTO posts VALUES (1, 'b', 3);
