CREATE TABLE "a_author" ("uuid" char(32) NOT NULL PRIMARY KEY, "name" varchar(255) COLLATE "NOCASE" NOT NULL UNIQUE, "id" integer NOT NULL);
CREATE TABLE "a_book" ("id" bigint NOT NULL PRIMARY KEY, "author_id" integer NULL UNIQUE, "title" varchar(120) NOT NULL CHECK ("title" <> ''), "len" integer GENERATED ALWAYS AS (LENGTH("title")) STORED, CONSTRAINT "q" UNIQUE ("title", "author_id"));
CREATE TABLE "a_book_tags" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "book_id" integer NOT NULL REFERENCES "a_book" ("id") DEFERRABLE INITIALLY DEFERRED, "tag" bool NOT NULL);
CREATE UNIQUE INDEX "bt_uniq" ON "a_book_tags" ("book_id") WHERE "tag";
CREATE INDEX "func" ON "a_book" ((UPPER("title")), "author_id" DESC);
