SELECT count(*) = 2 FROM users WHERE code IS NULL;
