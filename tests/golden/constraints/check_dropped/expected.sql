-- Drop CHECK (stock >= 0) of "goods"
-- SQLite cannot do this in place: rebuild "goods"
CREATE TABLE __penumbra_new_goods (id INTEGER PRIMARY KEY, stock INTEGER);
INSERT OR ABORT INTO __penumbra_new_goods (id, stock) SELECT id, stock FROM goods;
DROP TABLE goods;
ALTER TABLE __penumbra_new_goods RENAME TO goods;
