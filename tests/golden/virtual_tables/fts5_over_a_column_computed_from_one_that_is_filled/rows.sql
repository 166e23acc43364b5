INSERT INTO notes (id, body) VALUES (1, 'fox'), (2, NULL);
INSERT INTO found (found) VALUES ('rebuild');
