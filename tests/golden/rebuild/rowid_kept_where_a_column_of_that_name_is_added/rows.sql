INSERT INTO t (rowid, a) VALUES (5, 'five'), (3, 'three');
