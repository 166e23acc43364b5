-- warning[lint/null-to-not-null]: Make column "yy" of "ch" NOT NULL: the migration stops if a row contains NULL there
-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (xx) REFERENCES par (kk) to "ch": the migration stops if a row has no parent
-- warning[lint/check-on-existing]: Add CHECK (yy > 0) to "ch": the migration stops if a row violates it
-- warning[lint/unique-on-existing]: Add UNIQUE (zz) to "ch": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Stop here, with nothing changed, if ch.xx has values without a parent row
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "ch.xx has values without a parent row" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use c" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM (SELECT x AS xx FROM c) AS ch WHERE xx IS NOT NULL AND NOT EXISTS (SELECT 1 FROM (SELECT k AS kk FROM p) AS par WHERE par.kk = ch.xx));

-- Rename table "p" to "par"
ALTER TABLE p RENAME TO par;

-- Rename column "k" of "par" to "kk"
ALTER TABLE par RENAME COLUMN k TO kk;

-- Rename table "c" to "ch"
-- Rename column "x" of "ch" to "xx"
-- Rename column "y" of "ch" to "yy"
-- Rename column "z" of "ch" to "zz"
-- Make column "yy" of "ch" NOT NULL
-- Change the collation (binary → nocase) of column "zz" of "ch"
-- Add FOREIGN KEY (xx) REFERENCES par (kk) to "ch"
-- Add CHECK (yy > 0) to "ch"
-- Add UNIQUE (zz) to "ch"
-- SQLite can only do this by rebuilding the table
ALTER TABLE c RENAME TO __penumbra_old_c;
CREATE TABLE ch (xx TEXT REFERENCES par (kk), yy INTEGER NOT NULL CHECK (yy > 0), zz TEXT COLLATE NOCASE UNIQUE);
INSERT INTO ch (rowid, xx, yy, zz) SELECT rowid, x, y, z FROM __penumbra_old_c;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM ch) = (SELECT count(*) FROM __penumbra_old_c)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_c')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_c;

RELEASE penumbra;
