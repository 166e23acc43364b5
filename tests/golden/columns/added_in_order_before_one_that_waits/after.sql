CREATE TABLE plans (
  id INTEGER PRIMARY KEY,
  first_order INTEGER REFERENCES orders (id),
  label TEXT
);

CREATE TABLE orders (id INTEGER PRIMARY KEY, total INT);
