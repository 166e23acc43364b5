SELECT id = 4 FROM all_notes WHERE body = 'a quick fox';
SELECT rowid = 4 FROM notes WHERE notes MATCH 'qu*';
