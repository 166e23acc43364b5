-- Rename table "a" to "b", by way of another name
ALTER TABLE a RENAME TO __penumbra_swap_a;

-- Rename table "b" to "a"
ALTER TABLE b RENAME TO a;

-- Rename table "a" to "b", by way of another name
ALTER TABLE __penumbra_swap_a RENAME TO b;

-- Add column "more" to "a"
ALTER TABLE a ADD COLUMN more TEXT;

-- Add UNIQUE (text) to "b"
-- SQLite cannot do this in place: rebuild "b"
CREATE TABLE __penumbra_new_b (id INTEGER PRIMARY KEY, text TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_b (id, text) SELECT id, text FROM b;
DROP TABLE b;
ALTER TABLE __penumbra_new_b RENAME TO b;
