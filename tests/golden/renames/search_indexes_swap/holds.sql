SELECT body = 'first' FROM two;
SELECT body = 'second' FROM one;
