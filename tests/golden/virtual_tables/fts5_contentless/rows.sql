INSERT INTO found (rowid, body) VALUES (3, 'a quick fox');
INSERT INTO t VALUES (1, 'x');
