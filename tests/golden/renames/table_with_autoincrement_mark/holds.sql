SELECT seq = 90 FROM sqlite_sequence WHERE name = 'people';
