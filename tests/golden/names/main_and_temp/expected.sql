-- warning[lint/check-on-existing]: Add CHECK (temp <> '') to "main": the migration stops if a row violates it
-- warning[lint/lossy-type-change]: Change the type (none → INTEGER) of column "x" of "temp": the migration stops if temp.x has text with more digits than INTEGER keeps
-- note[lint/null-to-default]: Change the default (none → 'a') of column "temp" of "main" and make it NOT NULL: NULL becomes 'a'
-- warning[lint/text-to-number]: Change the type (none → INTEGER) of column "x" of "temp": texts that read as numbers become numbers: '007' becomes 7

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Stop here, with nothing changed, if temp.x has text with more digits than INTEGER keeps
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "temp.x has text with more digits than INTEGER keeps" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use main, temp" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM "temp" WHERE typeof(x) = 'text' AND x = CAST(x AS NUMERIC) AND typeof(CAST(x AS NUMERIC)) = 'real' AND length(replace(ltrim(x, ' +-0'), '.', '')) > 15);

-- Change the default (none → 'a') of column "temp" of "main" and make it NOT NULL
-- Add CHECK (temp <> '') to "main"
-- SQLite can only do this by rebuilding the table
-- In main.temp, NULL becomes 'a'
-- Change the type (none → INTEGER) of column "x" of "temp"
-- Drop FOREIGN KEY (x) REFERENCES main of "temp"
-- Add FOREIGN KEY (x) REFERENCES main ON DELETE CASCADE to "temp"
-- SQLite can only do this by rebuilding the table
-- In temp.x, texts that read as numbers become numbers: '007' becomes 7
ALTER TABLE main RENAME TO __penumbra_old_main;
ALTER TABLE "temp" RENAME TO __penumbra_old_temp;
CREATE TABLE main (main INTEGER PRIMARY KEY, temp TEXT NOT NULL DEFAULT 'a' CHECK (main.temp <> ''));
CREATE TABLE temp (x INTEGER REFERENCES main ON DELETE CASCADE);
INSERT INTO main (main, "temp") SELECT main, coalesce("temp", 'a') FROM __penumbra_old_main;
INSERT INTO "temp" (rowid, x) SELECT rowid, x FROM __penumbra_old_temp;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM main) = (SELECT count(*) FROM __penumbra_old_main)
    AND (SELECT count(*) FROM "temp") = (SELECT count(*) FROM __penumbra_old_temp)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_main')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_main') WHERE lower(name) IN ('temp')) = 1
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_temp')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_temp;
DROP TABLE __penumbra_old_main;

RELEASE penumbra;
