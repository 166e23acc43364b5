-- warning[lint/unique-on-existing]: Add UNIQUE (text) to "b": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of b hold the same text
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of b hold the same text" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM a AS b WHERE text IS NOT NULL GROUP BY text HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

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
