SELECT count(*) = 2 FROM users WHERE (rowid, oid) IN (VALUES (5, 10), (6, 20));
