-- Add column "price" to "items"
-- Add CHECK (price > 0) to "items"
-- SQLite cannot do this in place: rebuild "items"
CREATE TABLE __penumbra_new_items (id INTEGER PRIMARY KEY, cost INTEGER, price INTEGER NOT NULL DEFAULT 0 CHECK (price > 0));
INSERT OR ABORT INTO __penumbra_new_items (id, cost, price) SELECT id, cost, cost * 2 FROM items;
DROP TABLE items;
ALTER TABLE __penumbra_new_items RENAME TO items;
