CREATE TABLE t (
  id INTEGER PRIMARY KEY, -- the key, as ever
  b TEXT
);
