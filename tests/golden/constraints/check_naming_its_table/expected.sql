-- warning[lint/check-on-existing]: Add CHECK (goods.low <= goods.high) to "goods": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of goods fails CHECK (goods.low <= goods.high)
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of goods fails CHECK (goods.low <= goods.high)" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM goods WHERE NOT (goods.low <= goods.high));
DROP TABLE __penumbra_gate;

-- Add CHECK (goods.low <= goods.high) to "goods"
-- SQLite cannot do this in place: rebuild "goods"
CREATE TABLE __penumbra_new_goods (id INTEGER PRIMARY KEY, low INTEGER, high INTEGER, CHECK (__penumbra_new_goods.low <= __penumbra_new_goods.high));
INSERT OR ABORT INTO __penumbra_new_goods (id, low, high) SELECT id, low, high FROM goods;
DROP TABLE goods;
ALTER TABLE __penumbra_new_goods RENAME TO goods;
