SELECT count(*) = 0 FROM log;
