-- warning[lint/null-to-not-null]: Make column "a" of "t" NOT NULL: the migration stops if a row contains NULL there

SAVEPOINT penumbra;

-- Make column "a" of "t" NOT NULL: SQLite can only do this by rebuilding the table
ALTER TABLE t RENAME TO __penumbra_old_t;
DROP INDEX t_desc;
DROP INDEX t_expression;
DROP INDEX t_partial;
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, deleted INTEGER);
INSERT INTO t (id, a, b, deleted) SELECT id, a, b, deleted FROM __penumbra_old_t;
CREATE UNIQUE INDEX t_desc ON t (a DESC, b COLLATE RTRIM DESC);
CREATE UNIQUE INDEX t_expression ON t (lower(b));
CREATE UNIQUE INDEX t_partial ON t (a) WHERE deleted IS NULL;

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
