SELECT rowid = 5 FROM users WHERE name = 'Ada';
