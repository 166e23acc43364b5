-- Add column "price" to "goods"
-- SQLite cannot do this in place: rebuild "goods"
CREATE TABLE __penumbra_new_goods (id INTEGER PRIMARY KEY, price REAL NOT NULL DEFAULT 1.5);
INSERT OR ABORT INTO __penumbra_new_goods (id) SELECT id FROM goods;
DROP TABLE goods;
ALTER TABLE __penumbra_new_goods RENAME TO goods;
