-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (a) REFERENCES t (id) ON DELETE SET NULL to "t": the migration stops if a row has no parent

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add column "a" to "t"
-- Add CHECK (a <> '') to "t"
-- Add FOREIGN KEY (a) REFERENCES t (id) ON DELETE SET NULL to "t"
-- SQLite can only do this by rebuilding the table
ALTER TABLE t RENAME TO __penumbra_old_t;
CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  a TEXT COLLATE NOCASE NOT NULL ON CONFLICT REPLACE DEFAULT 'x' CHECK (a <> '') REFERENCES t (id) ON DELETE SET NULL
);
CREATE INDEX __penumbra_key_t_a ON t (a);
INSERT OR ABORT INTO t (id, a) SELECT id, id FROM __penumbra_old_t;
DROP INDEX __penumbra_key_t_a;

-- Stop here, with nothing changed, if t.a has values without a parent row
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "t.a has values without a parent row" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use t" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM t WHERE a IS NOT NULL AND NOT EXISTS (SELECT 1 FROM t AS __penumbra_parent WHERE __penumbra_parent.id = +t.a));

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_t;

RELEASE penumbra;
