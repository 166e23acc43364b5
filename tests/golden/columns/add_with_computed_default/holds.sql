SELECT count(DISTINCT token) = 2 FROM users WHERE length(token) = 8;
