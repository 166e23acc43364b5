CREATE TABLE goods (
  id INTEGER PRIMARY KEY,
  price REAL DEFAULT ((1) + (2 * 3)) CHECK (price <> (-1)),
  kind TEXT CHECK ((kind = 'a') OR (kind = 'b' AND (price > 0))),
  label TEXT AS ((kind || ('-')) || price)
);
CREATE INDEX dear ON goods ((price * 2)) WHERE ((price > 0) AND (kind IS NOT NULL));
