-- Add column "price" to "items"
-- Add column "weight" to "items"
-- Add CHECK (price > 0) ON CONFLICT IGNORE to "items"
-- Add CHECK (weight > 0) to "items"
-- SQLite cannot do this in place: rebuild "items"
CREATE TABLE __penumbra_new_items (
  id INTEGER PRIMARY KEY,
  price INTEGER,
  weight INTEGER,
  CHECK (price > 0) ON CONFLICT IGNORE,
  CHECK (weight > 0) ON CONFLICT ABORT
);
INSERT OR ABORT INTO __penumbra_new_items (id) SELECT id FROM items;
DROP TABLE items;
ALTER TABLE __penumbra_new_items RENAME TO items;
