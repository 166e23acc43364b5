SELECT group_concat(rowid) = '10' FROM notes_search WHERE notes_search MATCH 'fox';
