SELECT a = 'was b' AND b = 'was a' FROM t;
