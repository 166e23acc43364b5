SELECT rowid = 7 FROM notes WHERE notes MATCH 'quick';
