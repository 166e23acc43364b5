-- penumbra: allow data-loss

-- Drop column "high" of "goods"
-- Drop CHECK (low < high) of "goods"
-- SQLite cannot do this in place: rebuild "goods"
CREATE TABLE __penumbra_new_goods (id INTEGER PRIMARY KEY, low INTEGER);
INSERT OR ABORT INTO __penumbra_new_goods (id, low) SELECT id, low FROM goods;
DROP TABLE goods;
ALTER TABLE __penumbra_new_goods RENAME TO goods;
