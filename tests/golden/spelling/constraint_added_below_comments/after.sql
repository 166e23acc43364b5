CREATE TABLE t (
  a TEXT, -- first, of all
  b TEXT, /* second */
  c TEXT CHECK (c <> ',') -- third, and last
  , d TEXT DEFAULT ',' -- fourth
);
