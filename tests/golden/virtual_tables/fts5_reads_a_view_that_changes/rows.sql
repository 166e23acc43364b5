INSERT INTO docs VALUES (3, 'a quick fox');
INSERT INTO found (found) VALUES ('rebuild');
