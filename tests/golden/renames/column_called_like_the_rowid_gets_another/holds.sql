SELECT count(*) = 2 FROM logs WHERE (oid, at, number, rowid) IN (VALUES (3, 10, 'a', 'x'), (7, 20, 'b', 'y'));
