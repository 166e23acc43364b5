CREATE TABLE t (
  id INTEGER PRIMARY KEY, -- the key, (as ever); it's
  a TEXT /* one, two; */ DEFAULT 'x'
  -- at the end, after the last column
);
