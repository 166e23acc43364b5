SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add column "c" to "t"
-- Add UNIQUE (c) to "t"
-- SQLite can only do this by rebuilding the table
ALTER TABLE t RENAME TO __penumbra_old_t;
CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  a TEXT CONSTRAINT empty CONSTRAINT again,
  b TEXT REFERENCES t (id) MATCH FULL NOT DEFERRABLE DEFAULT NULL,
  c TEXT UNIQUE,
  CHECK (a <> 'x') UNIQUE (a, b) FOREIGN KEY (a, b) REFERENCES p
);
CREATE INDEX __penumbra_key_t_b ON t (b);
INSERT INTO t (id, a, b) SELECT id, a, b FROM __penumbra_old_t;
DROP INDEX __penumbra_key_t_b;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use t" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_t_b ON __penumbra_old_t (b);
DROP TABLE __penumbra_old_t;

RELEASE penumbra;
