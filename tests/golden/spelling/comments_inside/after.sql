CREATE TABLE t (
  id INTEGER PRIMARY KEY, -- the key, (as ever); it's
  a TEXT /* one, two; */ DEFAULT 'x',
  b TEXT -- the last, without a comma
);
