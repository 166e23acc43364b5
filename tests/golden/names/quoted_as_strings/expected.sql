SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the default (1 → 2) of column "n" of "big data"
-- Add column "m" to "big data"
-- SQLite can only do this by rebuilding the table
ALTER TABLE "big data" RENAME TO "__penumbra_old_big data";
CREATE TABLE 'big data' (')author,''name''' TEXT CONSTRAINT 'foo,''bar' REFERENCES authors(name), 'n' INTEGER DEFAULT 2, 'm' TEXT);
INSERT INTO "big data" (rowid, ")author,'name'", n)
  SELECT rowid, ")author,'name'", n FROM "__penumbra_old_big data";

-- Create index "by n"
CREATE INDEX 'by n' ON 'big data' ('n', ')author,''name''');

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use big data" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM "big data") = (SELECT count(*) FROM "__penumbra_old_big data")
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_big data')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_big data') WHERE lower(name) IN (')author,''name''')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE "__penumbra_old_big data";

RELEASE penumbra;
