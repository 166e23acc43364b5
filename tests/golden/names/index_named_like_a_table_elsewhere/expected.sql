SAVEPOINT penumbra;

-- Drop trigger "t", which is recreated below
DROP TRIGGER t;

-- Change the default (none → 'x') of column "a" of "t"
-- SQLite can only do this by rebuilding the table
ALTER TABLE t RENAME TO __penumbra_old_t;
DROP INDEX i;
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'x');
INSERT INTO t (id, a) SELECT id, a FROM __penumbra_old_t;
CREATE INDEX i ON t (a);

-- Recreate trigger "t"
CREATE TRIGGER t AFTER INSERT ON t BEGIN SELECT 1; END;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use t" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_t;

RELEASE penumbra;
