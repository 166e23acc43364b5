CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  a TEXT, -- one, two
  b TEXT,
  c TEXT
);
