CREATE TABLE "x y" ("c" TEXT, "it""s" TEXT);
