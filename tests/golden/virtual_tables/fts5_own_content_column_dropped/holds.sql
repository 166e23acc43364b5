SELECT rowid = 8 FROM notes WHERE notes MATCH 'two';
