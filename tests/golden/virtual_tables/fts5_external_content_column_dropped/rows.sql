INSERT INTO docs VALUES (3, 'one', 'a quick fox');
INSERT INTO found (found) VALUES ('rebuild');
