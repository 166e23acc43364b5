SAVEPOINT penumbra;

-- Change the expression (lower(name) STORED → lower(name) VIRTUAL) of column "lower_name" of "t"
-- SQLite can only do this by rebuilding the table
ALTER TABLE t RENAME TO __penumbra_old_t;
DROP INDEX t_lower;
CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, lower_name TEXT AS (lower(name)) NOT NULL);
INSERT INTO t (id, name) SELECT id, name FROM __penumbra_old_t;
CREATE INDEX t_lower ON t (lower_name);

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use t" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t') WHERE lower(name) NOT IN ('lower_name')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_t;

RELEASE penumbra;
