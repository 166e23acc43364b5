-- warning[lint/lossy-type-change]: Change the type (TEXT → INT) of column "total" of "orders": texts that read as numbers become numbers: '007' becomes 7

-- Change the type (TEXT → INT) of column "total" of "orders"
-- SQLite cannot do this in place: rebuild "orders"
CREATE TABLE __penumbra_new_orders (id INTEGER PRIMARY KEY, total INT);
INSERT OR ABORT INTO __penumbra_new_orders (id, total) SELECT id, total FROM orders;
DROP TABLE orders;
ALTER TABLE __penumbra_new_orders RENAME TO orders;

-- Add column "first_order" to "plans"
-- Add FOREIGN KEY (first_order) REFERENCES orders (id) to "plans"
ALTER TABLE plans ADD COLUMN first_order INTEGER REFERENCES orders (id);

-- Add column "label" to "plans"
ALTER TABLE plans ADD COLUMN label TEXT;
