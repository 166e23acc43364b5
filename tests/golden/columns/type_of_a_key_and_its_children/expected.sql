-- note[lint/number-to-text]: Change the type (NUMERIC → TEXT) of column "k" of "c": numbers become texts: 7 becomes '7'
-- note[lint/number-to-text]: Change the type (NUMERIC → TEXT) of column "k" of "p": numbers become texts: 7 becomes '7'

SAVEPOINT penumbra;

-- Existing orphan rows are kept; foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the type (NUMERIC → TEXT) of column "k" of "p"
-- SQLite can only do this by rebuilding the table
-- In p.k, numbers become texts: 7 becomes '7'
-- Change the type (NUMERIC → TEXT) of column "k" of "c"
-- SQLite can only do this by rebuilding the table
-- In c.k, numbers become texts: 7 becomes '7'
ALTER TABLE p RENAME TO __penumbra_old_p;
ALTER TABLE c RENAME TO __penumbra_old_c;
CREATE TABLE p (k TEXT PRIMARY KEY);
CREATE TABLE c (k TEXT REFERENCES p ON UPDATE CASCADE);
INSERT INTO p (rowid, k) SELECT rowid, k FROM __penumbra_old_p;
INSERT INTO c (rowid, k) SELECT rowid, k FROM __penumbra_old_c;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows are missing, or unknown objects use p, c" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM p) = (SELECT count(*) FROM __penumbra_old_p)
    AND (SELECT count(*) FROM c) = (SELECT count(*) FROM __penumbra_old_c)
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_c;
DROP TABLE __penumbra_old_p;

RELEASE penumbra;
