CREATE TABLE "double ""quoted""" ("a ""b""" TEXT, "select" TEXT);
CREATE TABLE `back ``ticked``` (`a ``b``` TEXT, `order` TEXT REFERENCES 'in strings' ('a ''b'''));
CREATE TABLE [in brackets] ([a b] TEXT, [group] TEXT);
CREATE TABLE 'in strings' ('a ''b''' TEXT PRIMARY KEY, 'table' TEXT);
CREATE INDEX "index on ""it""" ON "double ""quoted""" ("a ""b""", "select");
CREATE VIEW "the view" AS SELECT * FROM [in brackets];
