SELECT rowid = 7 FROM archive WHERE archive MATCH 'run';
