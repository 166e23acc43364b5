SELECT title = 'two' AND rowid = 80 FROM found WHERE found MATCH 'lazy';
SELECT count(*) = 0 FROM found WHERE found MATCH 'nothing';
