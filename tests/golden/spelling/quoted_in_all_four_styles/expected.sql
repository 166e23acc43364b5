SAVEPOINT penumbra;

-- Create table "back `ticked`"
CREATE TABLE `back ``ticked``` (`a ``b``` TEXT, `order` TEXT);

-- Create table "double "quoted""
CREATE TABLE "double ""quoted""" ("a ""b""" TEXT, "select" TEXT);

-- Create table "in brackets"
CREATE TABLE [in brackets] ([a b] TEXT, [group] TEXT);

-- Create table "in strings"
CREATE TABLE 'in strings' ('a ''b''' TEXT, 'table' TEXT);

-- Create index "index on "it""
CREATE INDEX "index on ""it""" ON "double ""quoted""" ("a ""b""", "select");

-- Create index "index on it"
CREATE INDEX `index on it` ON `back ``ticked``` (`a ``b```);

RELEASE penumbra;
