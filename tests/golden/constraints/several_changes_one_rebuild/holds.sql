SELECT a = '' FROM t WHERE id = 2;
