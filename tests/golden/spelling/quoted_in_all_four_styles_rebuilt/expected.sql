-- Make room: view "the view" comes back below
DROP VIEW "the view";

-- Change the default (none → 'x') of column "table" of "in strings"
-- Change the default (none → 'x') of column "a `b`" of "back `ticked`"
-- SQLite cannot do this in place: rebuild "in strings", "back `ticked`"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE "__penumbra_new_in strings" ('a ''b''' TEXT PRIMARY KEY, 'table' TEXT DEFAULT 'x');
CREATE TABLE "__penumbra_new_back `ticked`" (`a ``b``` TEXT DEFAULT 'x', `order` TEXT REFERENCES "__penumbra_new_in strings" ('a ''b'''));
INSERT OR ABORT INTO "__penumbra_new_in strings" (rowid, "a 'b'", "table")
  SELECT rowid, "a 'b'", "table" FROM "in strings";
INSERT OR ABORT INTO "__penumbra_new_back `ticked`" (rowid, "a `b`", "order")
  SELECT rowid, "a `b`", "order" FROM "back `ticked`";
DROP TABLE "back `ticked`";
DROP TABLE "in strings";
ALTER TABLE "__penumbra_new_in strings" RENAME TO "in strings";
ALTER TABLE "__penumbra_new_back `ticked`" RENAME TO "back `ticked`";
RELEASE penumbra_rebuild;

-- Change the default (none → 'x') of column "a "b"" of "double "quoted""
-- SQLite cannot do this in place: rebuild "double "quoted""
CREATE TABLE "__penumbra_new_double ""quoted""" ("a ""b""" TEXT DEFAULT 'x', "select" TEXT);
INSERT OR ABORT INTO "__penumbra_new_double ""quoted""" (rowid, "a ""b""", "select")
  SELECT rowid, "a ""b""", "select" FROM "double ""quoted""";
DROP TABLE "double ""quoted""";
ALTER TABLE "__penumbra_new_double ""quoted""" RENAME TO "double ""quoted""";

-- Change the default (none → 'x') of column "a b" of "in brackets"
-- SQLite cannot do this in place: rebuild "in brackets"
CREATE TABLE "__penumbra_new_in brackets" ([a b] TEXT DEFAULT 'x', [group] TEXT);
INSERT OR ABORT INTO "__penumbra_new_in brackets" (rowid, "a b", "group")
  SELECT rowid, "a b", "group" FROM "in brackets";
DROP TABLE "in brackets";
ALTER TABLE "__penumbra_new_in brackets" RENAME TO "in brackets";

-- Restore index "index on "it""
CREATE INDEX "index on ""it""" ON "double ""quoted""" ("a ""b""", "select");

-- Restore view "the view"
CREATE VIEW "the view" AS SELECT * FROM [in brackets];
