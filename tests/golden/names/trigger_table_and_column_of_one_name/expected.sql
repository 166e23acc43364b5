-- warning[lint/unique-on-existing]: Add UNIQUE (new) to "t": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Drop trigger "t", which is recreated below
DROP TRIGGER t;

-- Change the default (none → 'q') of column "old" of "t"
-- Add UNIQUE (new) to "t"
-- SQLite can only do this by rebuilding the table
ALTER TABLE t RENAME TO __penumbra_old_t;
CREATE TABLE t (t INTEGER PRIMARY KEY, old TEXT DEFAULT 'q', new TEXT UNIQUE);
INSERT INTO t (t, old, new) SELECT t, old, new FROM __penumbra_old_t;

-- Recreate trigger "t"
CREATE TRIGGER t AFTER UPDATE OF old ON t WHEN new.new IS NOT old.old BEGIN UPDATE t SET new = new.old WHERE t = old.t; END;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use t" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __penumbra_old_t)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_t')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_t;

RELEASE penumbra;
