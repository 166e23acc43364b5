-- warning[lint/unique-on-existing]: Add UNIQUE ("two words") to "order": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of order hold the same two words
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of order hold the same two words" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM "order" WHERE "two words" IS NOT NULL GROUP BY "two words" HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Add column "もう一つ" to "表"
ALTER TABLE "表" ADD COLUMN "もう一つ" TEXT;

-- Add UNIQUE ("two words") to "order"
-- Change the default (none → 'ё') of column "имя" of "größe"
-- SQLite cannot do this in place: rebuild "order", "größe"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_order ("group" INTEGER PRIMARY KEY, "two words" TEXT UNIQUE);
CREATE TABLE "__penumbra_new_größe" ("naïve" INTEGER PRIMARY KEY REFERENCES __penumbra_new_order ("group"), "имя" TEXT DEFAULT 'ё');
INSERT OR ABORT INTO __penumbra_new_order ("group", "two words")
  SELECT "group", "two words" FROM "order";
INSERT OR ABORT INTO "__penumbra_new_größe" ("naïve", "имя") SELECT "naïve", "имя" FROM "größe";
DROP TABLE "größe";
DROP TABLE "order";
ALTER TABLE __penumbra_new_order RENAME TO "order";
ALTER TABLE "__penumbra_new_größe" RENAME TO "größe";
RELEASE penumbra_rebuild;

-- Change the default (none → '') of column "it's" of "🐘"
-- SQLite cannot do this in place: rebuild "🐘"
CREATE TABLE "__penumbra_new_🐘" ("🍕" TEXT, "it's" TEXT DEFAULT '', "semi;colon" TEXT, "dot.ted" TEXT, "co:lon" TEXT);
INSERT OR ABORT INTO "__penumbra_new_🐘" (rowid, "🍕", "it's", "semi;colon", "dot.ted", "co:lon")
  SELECT rowid, "🍕", "it's", "semi;colon", "dot.ted", "co:lon" FROM "🐘";
DROP TABLE "🐘";
ALTER TABLE "__penumbra_new_🐘" RENAME TO "🐘";

-- Restore index "an index"
CREATE INDEX "an index" ON "🐘" ("🍕", "it's");
