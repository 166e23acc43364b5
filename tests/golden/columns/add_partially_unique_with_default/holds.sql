SELECT count(*) = 2 FROM t WHERE main = 0;
