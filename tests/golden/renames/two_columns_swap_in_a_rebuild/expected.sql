-- warning[lint/check-on-existing]: Add CHECK (n > 0) to "t": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Rename column "a" of "t" to "b"
-- Rename column "b" of "t" to "a"
-- Add CHECK (n > 0) to "t"
-- SQLite can only do this by rebuilding the table
ALTER TABLE t RENAME TO __penumbra_old_t;
CREATE TABLE t (id INTEGER PRIMARY KEY, b TEXT, a TEXT, n INT CHECK (n > 0));
INSERT INTO t (id, b, a, n) SELECT id, a, b, n FROM __penumbra_old_t;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use t" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t')) = 4
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_t;

RELEASE penumbra;
