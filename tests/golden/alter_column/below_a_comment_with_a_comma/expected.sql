-- Drop CHECK (price > 0) of "items"
-- SQLite cannot do this in place: rebuild "items"
CREATE TABLE __penumbra_new_items (
  id INTEGER PRIMARY KEY,
  price INTEGER NOT NULL,
  name TEXT
);
INSERT OR ABORT INTO __penumbra_new_items (id, price, name) SELECT id, price, name FROM items;
DROP TABLE items;
ALTER TABLE __penumbra_new_items RENAME TO items;

-- Restore index "items_price"
CREATE INDEX items_price ON items (price);
