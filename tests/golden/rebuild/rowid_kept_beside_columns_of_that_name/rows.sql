INSERT INTO one (_rowid_, rowid, a) VALUES (5, 'r', 'five'), (3, NULL, 'three');
INSERT INTO two (oid, rowid, _rowid_, a) VALUES (5, 'r', 's', 'five'), (3, NULL, NULL, 'three');
INSERT INTO three VALUES ('r', 's', 't', 'five');
INSERT INTO four (rowid, oid, a) VALUES (5, 1, 'five');
