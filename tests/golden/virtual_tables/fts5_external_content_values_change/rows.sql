INSERT INTO docs VALUES (3, 'a quick fox'), (4, NULL);
INSERT INTO found (found) VALUES ('rebuild');
