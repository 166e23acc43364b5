INSERT INTO t (rowid, a) VALUES (5, 'five'), (3, 'three'), (-1, 'less');
