CREATE TABLE orders (id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0));
CREATE TABLE items (
  id INTEGER PRIMARY KEY,
  order_id INTEGER REFERENCES orders (id),
  currency TEXT NOT NULL CHECK (currency <> '')
);
