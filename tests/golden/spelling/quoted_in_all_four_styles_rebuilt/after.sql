CREATE TABLE "double ""quoted""" ("a ""b""" TEXT DEFAULT 'x', "select" TEXT);
CREATE TABLE `back ``ticked``` (`a ``b``` TEXT DEFAULT 'x', `order` TEXT REFERENCES 'in strings' ('a ''b'''));
CREATE TABLE [in brackets] ([a b] TEXT DEFAULT 'x', [group] TEXT);
CREATE TABLE 'in strings' ('a ''b''' TEXT PRIMARY KEY, 'table' TEXT DEFAULT 'x');
CREATE INDEX "index on ""it""" ON "double ""quoted""" ("a ""b""", "select");
CREATE VIEW "the view" AS SELECT * FROM [in brackets];
