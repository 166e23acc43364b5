SELECT count(*) = 2 FROM users WHERE bio IS NULL;
