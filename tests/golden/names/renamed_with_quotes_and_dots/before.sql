CREATE TABLE "a.b" ("c:d" TEXT, "it's" TEXT);
