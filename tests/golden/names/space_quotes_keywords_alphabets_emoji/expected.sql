-- warning[lint/unique-on-existing]: Add UNIQUE ("two words") to "order": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add column "もう一つ" to "表"
ALTER TABLE "表" ADD COLUMN "もう一つ" TEXT;

-- Add UNIQUE ("two words") to "order": SQLite can only do this by rebuilding the table
-- Change the default (none → 'ё') of column "имя" of "größe"
-- SQLite can only do this by rebuilding the table
ALTER TABLE "order" RENAME TO __penumbra_old_order;
ALTER TABLE "größe" RENAME TO "__penumbra_old_größe";
CREATE TABLE "order" ("group" INTEGER PRIMARY KEY, "two words" TEXT UNIQUE);
CREATE TABLE "größe" ("naïve" INTEGER PRIMARY KEY REFERENCES "order" ("group"), "имя" TEXT DEFAULT 'ё');
INSERT INTO "order" ("group", "two words") SELECT "group", "two words" FROM __penumbra_old_order;
INSERT INTO "größe" ("naïve", "имя") SELECT "naïve", "имя" FROM "__penumbra_old_größe";

-- Change the default (none → '') of column "it's" of "🐘"
-- SQLite can only do this by rebuilding the table
ALTER TABLE "🐘" RENAME TO "__penumbra_old_🐘";
DROP INDEX "an index";
CREATE TABLE "🐘" ("🍕" TEXT, "it's" TEXT DEFAULT '', "semi;colon" TEXT, "dot.ted" TEXT, "co:lon" TEXT);
INSERT INTO "🐘" (rowid, "🍕", "it's", "semi;colon", "dot.ted", "co:lon")
  SELECT rowid, "🍕", "it's", "semi;colon", "dot.ted", "co:lon" FROM "__penumbra_old_🐘";
CREATE INDEX "an index" ON "🐘" ("🍕", "it's");

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use order, größe, 🐘" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM "order") = (SELECT count(*) FROM __penumbra_old_order)
    AND (SELECT count(*) FROM "größe") = (SELECT count(*) FROM "__penumbra_old_größe")
    AND (SELECT count(*) FROM "🐘") = (SELECT count(*) FROM "__penumbra_old_🐘")
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_order')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_order') WHERE lower(name) IN ('group', 'two words')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_größe')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_größe') WHERE lower(name) IN ('naïve', 'имя')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_🐘')) = 5
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_🐘') WHERE lower(name) IN ('🍕', 'it''s', 'semi;colon', 'dot.ted', 'co:lon')) = 5
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE "__penumbra_old_🐘";
DROP TABLE "__penumbra_old_größe";
DROP TABLE __penumbra_old_order;

RELEASE penumbra;
