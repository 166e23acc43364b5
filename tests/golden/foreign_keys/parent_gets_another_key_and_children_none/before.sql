CREATE TABLE "a_author" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(255) NOT NULL);
CREATE TABLE "a_book" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "author_id" integer NOT NULL REFERENCES "a_author" ("id") DEFERRABLE INITIALLY DEFERRED, "title" varchar(100) NOT NULL);
CREATE INDEX "a_book_author_id_1" ON "a_book" ("author_id");
CREATE TABLE "a_book_tags" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "book_id" integer NOT NULL REFERENCES "a_book" ("id") DEFERRABLE INITIALLY DEFERRED, "tag" bool NOT NULL);
CREATE UNIQUE INDEX "bt_uniq" ON "a_book_tags" ("book_id", "tag");
