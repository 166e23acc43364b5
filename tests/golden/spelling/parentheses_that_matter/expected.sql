-- warning[lint/check-on-existing]: Add CHECK (a - b - c >= 0) to "goods": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of goods fails CHECK (a - b - c >= 0)
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of goods fails CHECK (a - b - c >= 0)" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM goods WHERE NOT (a - b - c >= 0));
DROP TABLE __penumbra_gate;

-- Drop CHECK (a - (b - c) >= 0) of "goods"
-- Add CHECK (a - b - c >= 0) to "goods"
-- SQLite cannot do this in place: rebuild "goods"
CREATE TABLE __penumbra_new_goods (a INTEGER, b INTEGER, c INTEGER, CHECK ((a - b) - c >= 0));
INSERT OR ABORT INTO __penumbra_new_goods (rowid, a, b, c) SELECT rowid, a, b, c FROM goods;
DROP TABLE goods;
ALTER TABLE __penumbra_new_goods RENAME TO goods;
