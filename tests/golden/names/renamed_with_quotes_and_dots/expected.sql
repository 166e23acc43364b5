SAVEPOINT penumbra;

-- Rename table "a.b" to "x y"
ALTER TABLE "a.b" RENAME TO "x y";

-- Rename column "c:d" of "x y" to "c"
ALTER TABLE "x y" RENAME COLUMN "c:d" TO c;

-- Rename column "it's" of "x y" to "it"s"
ALTER TABLE "x y" RENAME COLUMN "it's" TO "it""s";

RELEASE penumbra;
