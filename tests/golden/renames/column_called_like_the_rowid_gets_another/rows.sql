INSERT INTO logs (oid, at, rowid, _rowid_) VALUES (3, 10, 'a', 'x'), (7, 20, 'b', 'y');
