SELECT a = 0 AND b LIKE '2___-__-__' AND c = 'hello' FROM t;
