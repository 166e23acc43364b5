-- Add CHECK (stock >= 0) to "goods"
-- SQLite cannot do this in place: rebuild "goods"
CREATE TABLE __penumbra_new_goods (id INTEGER PRIMARY KEY, stock INTEGER CHECK (stock >= 0));
INSERT OR ABORT INTO __penumbra_new_goods (id, stock) SELECT id, stock FROM goods;
DROP TABLE goods;
ALTER TABLE __penumbra_new_goods RENAME TO goods;
