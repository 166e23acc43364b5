CREATE TABLE "two
lines" (id INTEGER PRIMARY KEY, "old
name" TEXT);
