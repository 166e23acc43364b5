SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Drop view "the view", which is recreated below
DROP VIEW "the view";

-- Change the default (none → 'x') of column "table" of "in strings"
-- SQLite can only do this by rebuilding the table
-- Change the default (none → 'x') of column "a `b`" of "back `ticked`"
-- SQLite can only do this by rebuilding the table
ALTER TABLE "in strings" RENAME TO "__penumbra_old_in strings";
ALTER TABLE "back `ticked`" RENAME TO "__penumbra_old_back `ticked`";
CREATE TABLE 'in strings' ('a ''b''' TEXT PRIMARY KEY, 'table' TEXT DEFAULT 'x');
CREATE TABLE `back ``ticked``` (`a ``b``` TEXT DEFAULT 'x', `order` TEXT REFERENCES 'in strings' ('a ''b'''));
INSERT INTO "in strings" (rowid, "a 'b'", "table")
  SELECT rowid, "a 'b'", "table" FROM "__penumbra_old_in strings";
INSERT INTO "back `ticked`" (rowid, "a `b`", "order")
  SELECT rowid, "a `b`", "order" FROM "__penumbra_old_back `ticked`";

-- Change the default (none → 'x') of column "a "b"" of "double "quoted""
-- SQLite can only do this by rebuilding the table
ALTER TABLE "double ""quoted""" RENAME TO "__penumbra_old_double ""quoted""";
DROP INDEX "index on ""it""";
CREATE TABLE "double ""quoted""" ("a ""b""" TEXT DEFAULT 'x', "select" TEXT);
INSERT INTO "double ""quoted""" (rowid, "a ""b""", "select")
  SELECT rowid, "a ""b""", "select" FROM "__penumbra_old_double ""quoted""";
CREATE INDEX "index on ""it""" ON "double ""quoted""" ("a ""b""", "select");

-- Change the default (none → 'x') of column "a b" of "in brackets"
-- SQLite can only do this by rebuilding the table
ALTER TABLE "in brackets" RENAME TO "__penumbra_old_in brackets";
CREATE TABLE [in brackets] ([a b] TEXT DEFAULT 'x', [group] TEXT);
INSERT INTO "in brackets" (rowid, "a b", "group")
  SELECT rowid, "a b", "group" FROM "__penumbra_old_in brackets";

-- Recreate view "the view"
CREATE VIEW "the view" AS SELECT * FROM [in brackets];

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use in strings, back `ticked`, double ""quoted"" and 1 more" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM "in strings") = (SELECT count(*) FROM "__penumbra_old_in strings")
    AND (SELECT count(*) FROM "back `ticked`") = (SELECT count(*) FROM "__penumbra_old_back `ticked`")
    AND (SELECT count(*) FROM "double ""quoted""") = (SELECT count(*) FROM "__penumbra_old_double ""quoted""")
    AND (SELECT count(*) FROM "in brackets") = (SELECT count(*) FROM "__penumbra_old_in brackets")
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_in strings')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_in strings') WHERE lower(name) IN ('a ''b''', 'table')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_back `ticked`')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_back `ticked`') WHERE lower(name) IN ('a `b`', 'order')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_double "quoted"')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_double "quoted"') WHERE lower(name) IN ('a "b"', 'select')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_in brackets')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_in brackets') WHERE lower(name) IN ('a b', 'group')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE "__penumbra_old_in brackets";
DROP TABLE "__penumbra_old_double ""quoted""";
DROP TABLE "__penumbra_old_back `ticked`";
DROP TABLE "__penumbra_old_in strings";

RELEASE penumbra;
