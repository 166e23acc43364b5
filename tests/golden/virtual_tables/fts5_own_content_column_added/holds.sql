SELECT rowid = 3 AND body = 'running foxes' AND more IS NULL FROM notes WHERE notes MATCH 'one';
