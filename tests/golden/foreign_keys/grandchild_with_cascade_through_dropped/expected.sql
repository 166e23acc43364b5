-- penumbra: allow data-loss:b

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Drop FOREIGN KEY (b_id) REFERENCES b (id) ON DELETE CASCADE of "c"
-- SQLite can only do this by rebuilding the table
-- Drop table "b"
ALTER TABLE c RENAME TO __penumbra_old_c;
ALTER TABLE b RENAME TO __penumbra_old_b;
CREATE TABLE c (id INTEGER PRIMARY KEY, b_id INTEGER);
INSERT INTO c (id, b_id) SELECT id, b_id FROM __penumbra_old_c;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use c, b" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM c) = (SELECT count(*) FROM __penumbra_old_c)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_c')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_c;
DROP TABLE __penumbra_old_b;

RELEASE penumbra;
