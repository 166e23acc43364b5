-- warning[lint/check-on-existing]: Add CHECK (kind in ('a,b', 'it''s', 'c)', 'd')) to "goods": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of goods fails CHECK (kind in ('a,b', 'it''s', 'c)', 'd'))
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of goods fails CHECK (kind in ('a,b', 'it''s', 'c)', 'd'))" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM goods WHERE NOT (kind in ('a,b', 'it''s', 'c)', 'd')));
DROP TABLE __penumbra_gate;

-- Drop CHECK (kind in ('a,b', 'it''s', 'c)')) of "goods"
-- Add CHECK (kind in ('a,b', 'it''s', 'c)', 'd')) to "goods"
-- SQLite cannot do this in place: rebuild "goods"
CREATE TABLE __penumbra_new_goods (id INTEGER PRIMARY KEY, kind TEXT CHECK (kind IN ('a,b', 'it''s', 'c)', 'd')));
INSERT OR ABORT INTO __penumbra_new_goods (id, kind) SELECT id, kind FROM goods;
DROP TABLE goods;
ALTER TABLE __penumbra_new_goods RENAME TO goods;
