-- penumbra: allow data-loss:a

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Drop trigger "b_changed", which is recreated below
DROP TRIGGER b_changed;

-- Drop FOREIGN KEY (a_id) REFERENCES a (id) ON DELETE SET NULL of "b"
-- SQLite can only do this by rebuilding the table
-- Drop table "a"
ALTER TABLE b RENAME TO __penumbra_old_b;
ALTER TABLE a RENAME TO __penumbra_old_a;
CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER);
INSERT INTO b (id, a_id) SELECT id, a_id FROM __penumbra_old_b;

-- Recreate trigger "b_changed"
CREATE TRIGGER b_changed AFTER UPDATE ON b BEGIN INSERT INTO log VALUES ('changed'); END;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use b, a" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM b) = (SELECT count(*) FROM __penumbra_old_b)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_b')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_b;
DROP TABLE __penumbra_old_a;

RELEASE penumbra;
