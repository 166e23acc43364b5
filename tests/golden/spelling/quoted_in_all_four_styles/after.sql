CREATE TABLE t (id INTEGER PRIMARY KEY);
CREATE TABLE "double ""quoted""" ("a ""b""" TEXT, "select" TEXT);
CREATE TABLE `back ``ticked``` (`a ``b``` TEXT, `order` TEXT);
CREATE TABLE [in brackets] ([a b] TEXT, [group] TEXT);
CREATE TABLE 'in strings' ('a ''b''' TEXT, 'table' TEXT);
CREATE INDEX "index on ""it""" ON "double ""quoted""" ("a ""b""", "select");
CREATE INDEX `index on it` ON `back ``ticked``` (`a ``b```);
