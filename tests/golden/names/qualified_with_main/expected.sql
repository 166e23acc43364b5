-- note[lint/null-to-default]: Change the default (none → 3) of column "a" of "t" and make it NOT NULL: NULL becomes 3

SAVEPOINT penumbra;

-- Drop view "v", which is recreated below with its changes
DROP VIEW v;

-- Change the default (none → 3) of column "a" of "t" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In t.a, NULL becomes 3
ALTER TABLE t RENAME TO __penumbra_old_t;
DROP INDEX i;
CREATE TABLE t (a INTEGER NOT NULL DEFAULT 3);
INSERT INTO t (rowid, a) SELECT rowid, coalesce(a, 3) FROM __penumbra_old_t;

-- Change index "i"
CREATE INDEX i ON t (a DESC);

-- Change view "v"
CREATE VIEW v AS SELECT a, 1 AS one FROM main.t;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use t" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_t;

RELEASE penumbra;
