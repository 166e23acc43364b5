INSERT INTO posts VALUES (1, 'x'), (2, NULL);
INSERT INTO tags VALUES ('red', '#f00'), ('none', NULL);
INSERT INTO posts_tags VALUES (1, 'red'), (1, 'none'), (2, 'red');
