-- Add column "name" to "parents"
-- Add UNIQUE (name) to "parents"
-- Change the default ('x' → 'y') of column "a" of "t"
-- Add column "b" to "t"
-- Change the definition of "t"
-- SQLite cannot do this in place: rebuild "parents", "t"
-- Rows that point nowhere stay as they are: keys are checked at the end
-- The highest id ever given out goes along: "t"
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_parents (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE __penumbra_new_t (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  a TEXT DEFAULT 'y',
  p INTEGER REFERENCES __penumbra_new_parents (id) ON DELETE CASCADE,
  b TEXT COLLATE NOCASE,
  CONSTRAINT empty
);
INSERT OR ABORT INTO __penumbra_new_parents (id) SELECT id FROM parents;
INSERT OR ABORT INTO __penumbra_new_t (id, a, p) SELECT id, a, p FROM t;
DELETE FROM sqlite_sequence WHERE name = '__penumbra_new_t';
INSERT INTO sqlite_sequence (name, seq)
  SELECT '__penumbra_new_t', seq FROM sqlite_sequence WHERE name = 't';
DROP TABLE t;
DROP TABLE parents;
ALTER TABLE __penumbra_new_parents RENAME TO parents;
ALTER TABLE __penumbra_new_t RENAME TO t;
RELEASE penumbra_rebuild;

-- Restore index "t_a"
CREATE INDEX t_a ON t (a);
