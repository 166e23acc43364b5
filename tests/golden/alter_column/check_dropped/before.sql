CREATE TABLE items (
  id INTEGER PRIMARY KEY,
  price INTEGER NOT NULL CHECK (price > 0),
  name TEXT
);
CREATE INDEX items_price ON items (price);
