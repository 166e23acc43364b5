SELECT count(*) = 0 FROM sqlite_sequence WHERE name LIKE '%users';
