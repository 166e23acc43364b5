SELECT count(*) = 3 FROM terms;
