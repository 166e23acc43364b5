SELECT count(*)=1 FROM users;
