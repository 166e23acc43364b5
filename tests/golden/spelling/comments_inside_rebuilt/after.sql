CREATE TABLE t (
  id INTEGER PRIMARY KEY, -- the key, (as ever); it's
  a TEXT /* one, two; */ DEFAULT 'y' -- at the end
) -- of it all
;
