CREATE TABLE items (
  id INTEGER PRIMARY KEY,
  price INTEGER NOT NULL CHECK (price IN (1, 2, 3)),
  name TEXT
);
CREATE INDEX items_price ON items (price);
