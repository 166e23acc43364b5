SELECT b = 'x' AND a = 5 FROM t;
