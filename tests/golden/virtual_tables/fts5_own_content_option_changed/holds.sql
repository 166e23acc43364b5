SELECT rowid = 3 FROM notes WHERE notes MATCH 'run';
SELECT body = 'dogs' FROM notes WHERE rowid = 8;
