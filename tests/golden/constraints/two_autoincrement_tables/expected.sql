-- warning[lint/unique-on-existing]: Add UNIQUE (x) to "a": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of a hold the same x
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of a hold the same x" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM a WHERE x IS NOT NULL GROUP BY x HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Add UNIQUE (x) to "a"
-- SQLite cannot do this in place: rebuild "a"
-- Rows of "b" point there, so these go along
-- Rows that point nowhere stay as they are: keys are checked at the end
-- The highest id ever given out goes along: "a", "b"
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_a (id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT UNIQUE);
CREATE TABLE __penumbra_new_b (id INTEGER PRIMARY KEY AUTOINCREMENT, a_id INTEGER REFERENCES __penumbra_new_a (id) ON DELETE CASCADE);
INSERT OR ABORT INTO __penumbra_new_a (id, x) SELECT id, x FROM a;
DELETE FROM sqlite_sequence WHERE name = '__penumbra_new_a';
INSERT INTO sqlite_sequence (name, seq)
  SELECT '__penumbra_new_a', seq FROM sqlite_sequence WHERE name = 'a';
INSERT OR ABORT INTO __penumbra_new_b (id, a_id) SELECT id, a_id FROM b;
DELETE FROM sqlite_sequence WHERE name = '__penumbra_new_b';
INSERT INTO sqlite_sequence (name, seq)
  SELECT '__penumbra_new_b', seq FROM sqlite_sequence WHERE name = 'b';
DROP TABLE b;
DROP TABLE a;
ALTER TABLE __penumbra_new_a RENAME TO a;
ALTER TABLE __penumbra_new_b RENAME TO b;
RELEASE penumbra_rebuild;
