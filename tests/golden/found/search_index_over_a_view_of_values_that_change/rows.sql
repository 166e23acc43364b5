INSERT INTO docs VALUES (1, 'one'), (2, NULL);
INSERT INTO found (found) VALUES ('rebuild');
