-- note[lint/null-to-default]: Make column "price" of "items" NOT NULL: NULL becomes 1.5

-- Make column "price" of "items" NOT NULL
-- SQLite cannot do this in place: rebuild "items"
CREATE TABLE __penumbra_new_items (id INTEGER PRIMARY KEY, price REAL NOT NULL DEFAULT 1.5);
INSERT OR ABORT INTO __penumbra_new_items (id, price) SELECT id, coalesce(price, 1.5) FROM items;
DROP TABLE items;
ALTER TABLE __penumbra_new_items RENAME TO items;
