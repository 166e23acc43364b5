-- Change the default (1 → 2) of column "n" of "big data"
-- Add column "m" to "big data"
-- SQLite cannot do this in place: rebuild "big data"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE "__penumbra_new_big data" (')author,''name''' TEXT CONSTRAINT 'foo,''bar' REFERENCES authors(name), 'n' INTEGER DEFAULT 2, 'm' TEXT);
INSERT OR ABORT INTO "__penumbra_new_big data" (rowid, ")author,'name'", n)
  SELECT rowid, ")author,'name'", n FROM "big data";
DROP TABLE "big data";
ALTER TABLE "__penumbra_new_big data" RENAME TO "big data";
RELEASE penumbra_rebuild;

-- Create index "by n"
CREATE INDEX 'by n' ON 'big data' ('n', ')author,''name''');
