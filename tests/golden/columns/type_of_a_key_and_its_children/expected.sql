-- warning[lint/lossy-type-change]: Change the type (NUMERIC → TEXT) of column "k" of "c": the migration stops if c.k has numbers with more digits than TEXT keeps
-- warning[lint/lossy-type-change]: Change the type (NUMERIC → TEXT) of column "k" of "p": the migration stops if p.k has numbers with more digits than TEXT keeps
-- note[lint/number-to-text]: Change the type (NUMERIC → TEXT) of column "k" of "c": numbers become texts: 7 becomes '7'
-- note[lint/number-to-text]: Change the type (NUMERIC → TEXT) of column "k" of "p": numbers become texts: 7 becomes '7'

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Stop here, with nothing changed, if c.k has numbers with more digits than TEXT keeps
-- Stop here, with nothing changed, if p.k has numbers with more digits than TEXT keeps
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "c.k has numbers with more digits than TEXT keeps" CHECK (check_1),
  check_2 CONSTRAINT "p.k has numbers with more digits than TEXT keeps" CHECK (check_2),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use p, c" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM c WHERE typeof(k) = 'real' AND CAST(CAST(k AS TEXT) AS REAL) <> k);
INSERT INTO __penumbra_gate (check_2)
  SELECT NOT EXISTS (SELECT 1 FROM p WHERE typeof(k) = 'real' AND CAST(CAST(k AS TEXT) AS REAL) <> k);

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
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM p) = (SELECT count(*) FROM __penumbra_old_p)
    AND (SELECT count(*) FROM c) = (SELECT count(*) FROM __penumbra_old_c)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_p')) = 1
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_c')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 3 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_c;
DROP TABLE __penumbra_old_p;

RELEASE penumbra;
