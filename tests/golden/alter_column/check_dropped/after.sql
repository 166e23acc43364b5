CREATE TABLE items (
  id INTEGER PRIMARY KEY,
  price INTEGER NOT NULL,
  name TEXT
);
CREATE INDEX items_price ON items (price);
