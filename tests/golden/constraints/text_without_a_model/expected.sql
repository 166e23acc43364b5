SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add column "name" to "parents"
-- Add UNIQUE (name) to "parents"
-- SQLite can only do this by rebuilding the table
-- Change the default ('x' → 'y') of column "a" of "t"
-- Add column "b" to "t"
-- Change the definition of "t"
-- SQLite can only do this by rebuilding the table
ALTER TABLE parents RENAME TO __penumbra_old_parents;
ALTER TABLE t RENAME TO __penumbra_old_t;
DROP INDEX t_a;
CREATE TABLE parents (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE t (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  a TEXT DEFAULT 'y',
  p INTEGER REFERENCES parents (id) ON DELETE CASCADE,
  b TEXT COLLATE NOCASE,
  CONSTRAINT empty
);
INSERT INTO parents (id) SELECT id FROM __penumbra_old_parents;
INSERT INTO sqlite_sequence (name, seq)
  SELECT 't', seq FROM sqlite_sequence WHERE name = '__penumbra_old_t';
INSERT INTO t (id, a, p) SELECT id, a, p FROM __penumbra_old_t;
CREATE INDEX t_a ON t (a);

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use parents, t" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM parents) = (SELECT count(*) FROM __penumbra_old_parents)
    AND (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_parents')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_t;
DROP TABLE __penumbra_old_parents;

RELEASE penumbra;
