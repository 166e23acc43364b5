-- Drop CHECK (kind in ('a,b', 'it''s', 'c)')) of "goods"
-- Add CHECK (kind in ('a,b', 'it''s', 'c)', 'd')) to "goods"
-- SQLite cannot do this in place: rebuild "goods"
CREATE TABLE __penumbra_new_goods (id INTEGER PRIMARY KEY, kind TEXT CHECK (kind IN ('a,b', 'it''s', 'c)', 'd')));
INSERT OR ABORT INTO __penumbra_new_goods (id, kind) SELECT id, kind FROM goods;
DROP TABLE goods;
ALTER TABLE __penumbra_new_goods RENAME TO goods;
