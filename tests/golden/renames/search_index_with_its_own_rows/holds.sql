SELECT rowid = 7 AND title = 'Foxes' FROM archive WHERE archive MATCH 'running';
SELECT count(*) = 2 FROM titles;
