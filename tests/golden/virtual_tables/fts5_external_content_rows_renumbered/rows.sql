INSERT INTO docs VALUES (30, 'a quick fox'), (40, 'a lazy dog');
INSERT INTO found (found) VALUES ('rebuild');
