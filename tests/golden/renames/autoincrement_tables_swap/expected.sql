-- warning[lint/unique-on-existing]: Add UNIQUE (x) to "b": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of b hold the same x
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of b hold the same x" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM a AS b WHERE x IS NOT NULL GROUP BY x HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Rename table "a" to "b", by way of another name
ALTER TABLE a RENAME TO __penumbra_swap_a;

-- Rename table "b" to "a"
ALTER TABLE b RENAME TO a;

-- Rename table "a" to "b", by way of another name
ALTER TABLE __penumbra_swap_a RENAME TO b;

-- Add UNIQUE (x) to "b"
-- SQLite cannot do this in place: rebuild "b"
-- The highest id ever given out goes along: "b"
CREATE TABLE __penumbra_new_b (id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_b (id, x) SELECT id, x FROM b;
DELETE FROM sqlite_sequence WHERE name = '__penumbra_new_b';
INSERT INTO sqlite_sequence (name, seq)
  SELECT '__penumbra_new_b', seq FROM sqlite_sequence WHERE name = 'b';
DROP TABLE b;
ALTER TABLE __penumbra_new_b RENAME TO b;
