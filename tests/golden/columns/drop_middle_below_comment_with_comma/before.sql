CREATE TABLE t (
  id INTEGER PRIMARY KEY, -- the key, as ever
  a TEXT, -- one, two
  b TEXT
);
