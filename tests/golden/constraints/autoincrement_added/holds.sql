SELECT seq = 5 FROM sqlite_sequence WHERE name = 'users';
