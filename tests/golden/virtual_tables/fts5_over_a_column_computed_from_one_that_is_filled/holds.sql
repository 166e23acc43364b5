SELECT count(*) = 0 FROM found WHERE found MATCH 'empty';
SELECT count(*) = 1 FROM found WHERE found MATCH 'none';
