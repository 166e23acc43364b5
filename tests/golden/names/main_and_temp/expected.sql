-- warning[lint/check-on-existing]: Add CHECK (main.temp <> '') to "main": the migration stops if a row does not pass it
-- note[lint/null-to-default]: Change the default (none → 'a') of column "temp" of "main" and make it NOT NULL: NULL becomes 'a'
-- warning[lint/lossy-type-change]: Change the type (none → INTEGER) of column "x" of "temp": texts that read as numbers become numbers: '007' becomes 7

-- Change the default (none → 'a') of column "temp" of "main" and make it NOT NULL
-- Add CHECK (main.temp <> '') to "main"
-- Change the type (none → INTEGER) of column "x" of "temp"
-- Drop FOREIGN KEY (x) REFERENCES main of "temp"
-- Add FOREIGN KEY (x) REFERENCES main ON DELETE CASCADE to "temp"
-- SQLite cannot do this in place: rebuild "main", "temp"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_main (main INTEGER PRIMARY KEY, temp TEXT NOT NULL DEFAULT 'a' CHECK (__penumbra_new_main.temp <> ''));
CREATE TABLE __penumbra_new_temp (x INTEGER REFERENCES __penumbra_new_main ON DELETE CASCADE);
INSERT OR ABORT INTO __penumbra_new_main (main, "temp") SELECT main, coalesce("temp", 'a') FROM main;
INSERT OR ABORT INTO __penumbra_new_temp (rowid, x) SELECT rowid, x FROM "temp";
DROP TABLE "temp";
DROP TABLE main;
ALTER TABLE __penumbra_new_main RENAME TO main;
ALTER TABLE __penumbra_new_temp RENAME TO "temp";
RELEASE penumbra_rebuild;
