-- warning[lint/check-on-existing]: Add CHECK (stock >= 0) to "goods": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of goods fails CHECK (stock >= 0)
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of goods fails CHECK (stock >= 0)" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM goods WHERE NOT (stock >= 0));
DROP TABLE __penumbra_gate;

-- Add CHECK (stock >= 0) to "goods"
-- SQLite cannot do this in place: rebuild "goods"
CREATE TABLE __penumbra_new_goods (id INTEGER PRIMARY KEY, stock INTEGER CHECK (stock >= 0));
INSERT OR ABORT INTO __penumbra_new_goods (id, stock) SELECT id, stock FROM goods;
DROP TABLE goods;
ALTER TABLE __penumbra_new_goods RENAME TO goods;
