SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Rename column "v" of "p" to "amount"
ALTER TABLE p RENAME COLUMN v TO amount;

-- Drop FOREIGN KEY (v, k) REFERENCES p (amount, k) of "c"
-- Add FOREIGN KEY (v, k) REFERENCES p (amount, k) ON DELETE CASCADE to "c"
-- SQLite can only do this by rebuilding the table
ALTER TABLE c RENAME TO __penumbra_old_c;
CREATE TABLE c (k TEXT, v INTEGER, FOREIGN KEY (v, k) REFERENCES p (amount, k) ON DELETE CASCADE);
INSERT INTO c (rowid, k, v) SELECT rowid, k, v FROM __penumbra_old_c;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use c" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM c) = (SELECT count(*) FROM __penumbra_old_c)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_c')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_c;

RELEASE penumbra;
