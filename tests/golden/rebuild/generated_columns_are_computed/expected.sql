SAVEPOINT penumbra;

-- Change the default (none → 'x') of column "b" of "t"
-- SQLite can only do this by rebuilding the table
ALTER TABLE t RENAME TO __penumbra_old_t;
DROP INDEX t_twice;
CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  a INTEGER,
  twice INTEGER AS (a * 2) STORED,
  half REAL GENERATED ALWAYS AS (a / 2.0) VIRTUAL,
  b TEXT DEFAULT 'x'
);
INSERT INTO t (id, a, b) SELECT id, a, b FROM __penumbra_old_t;
CREATE INDEX t_twice ON t (twice, half);

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use t" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t') WHERE lower(name) NOT IN ('twice', 'half')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_t;

RELEASE penumbra;
