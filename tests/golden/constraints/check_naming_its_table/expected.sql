-- Add CHECK (goods.low <= goods.high) to "goods"
-- SQLite cannot do this in place: rebuild "goods"
CREATE TABLE __penumbra_new_goods (id INTEGER PRIMARY KEY, low INTEGER, high INTEGER, CHECK (__penumbra_new_goods.low <= __penumbra_new_goods.high));
INSERT OR ABORT INTO __penumbra_new_goods (id, low, high) SELECT id, low, high FROM goods;
DROP TABLE goods;
ALTER TABLE __penumbra_new_goods RENAME TO goods;
