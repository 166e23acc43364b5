-- warning[lint/unique-on-existing]: Add PRIMARY KEY (uuid) to "a_author": the migration stops if two rows have the same values there
-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "a_author": the migration stops if two rows have the same values there
-- warning[lint/unique-on-existing]: Add UNIQUE (author_id) to "a_book": the migration stops if two rows have the same values there
-- warning[lint/check-on-existing]: Add CHECK (title <> '') to "a_book": the migration stops if a row violates it
-- warning[lint/unique-on-existing]: Add UNIQUE (title, author_id) to "a_book": the migration stops if two rows have the same values there
-- warning[lint/unique-on-existing]: Change index "bt_uniq": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the collation (binary → nocase) of column "name" of "a_author"
-- Add column "uuid" to "a_author"
-- Drop PRIMARY KEY (id) AUTOINCREMENT of "a_author"
-- Add PRIMARY KEY (uuid) to "a_author"
-- Add UNIQUE (name) to "a_author"
-- SQLite can only do this by rebuilding the table
-- Change the type (INTEGER → BIGINT) of column "id" of "a_book"
-- Allow NULL in column "author_id" of "a_book"
-- Change the type (VARCHAR(100) → VARCHAR(120)) of column "title" of "a_book"
-- Add column "len" to "a_book"
-- Drop PRIMARY KEY (id) AUTOINCREMENT of "a_book"
-- Drop FOREIGN KEY (author_id) REFERENCES a_author (id) DEFERRABLE INITIALLY DEFERRED of "a_book"
-- Add PRIMARY KEY (id) to "a_book"
-- Add UNIQUE (author_id) to "a_book"
-- Add CHECK (title <> '') to "a_book"
-- Add UNIQUE (title, author_id) to "a_book"
-- SQLite can only do this by rebuilding the table
-- "a_book_tags" references "a_book", so it is rebuilt too
ALTER TABLE a_author RENAME TO __penumbra_old_a_author;
ALTER TABLE a_book RENAME TO __penumbra_old_a_book;
ALTER TABLE a_book_tags RENAME TO __penumbra_old_a_book_tags;
DROP INDEX bt_uniq;
CREATE TABLE "a_author" ("uuid" char(32) NOT NULL PRIMARY KEY, "name" varchar(255) COLLATE "NOCASE" NOT NULL UNIQUE, "id" integer NOT NULL);
CREATE TABLE "a_book" ("id" bigint NOT NULL PRIMARY KEY, "author_id" integer NULL UNIQUE, "title" varchar(120) NOT NULL CHECK ("title" <> ''), "len" integer GENERATED ALWAYS AS (LENGTH("title")) STORED, CONSTRAINT "q" UNIQUE ("title", "author_id"));
CREATE TABLE "a_book_tags" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "book_id" integer NOT NULL REFERENCES "a_book" ("id") DEFERRABLE INITIALLY DEFERRED, "tag" bool NOT NULL);
INSERT INTO a_author (rowid, uuid, name, id)
  SELECT rowid, 'u' || id, name, id FROM __penumbra_old_a_author;
INSERT INTO a_book (rowid, id, author_id, title)
  SELECT rowid, id, author_id, title FROM __penumbra_old_a_book;
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'a_book_tags', seq FROM sqlite_sequence WHERE name = '__penumbra_old_a_book_tags';
INSERT INTO a_book_tags (id, book_id, tag) SELECT id, book_id, tag FROM __penumbra_old_a_book_tags;

-- Change index "bt_uniq"
CREATE UNIQUE INDEX "bt_uniq" ON "a_book_tags" ("book_id") WHERE "tag";

-- Create index "func"
CREATE INDEX "func" ON "a_book" ((UPPER("title")), "author_id" DESC);

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use a_author, a_book, a_book_tags" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM a_author) = (SELECT count(*) FROM __penumbra_old_a_author)
    AND (SELECT count(*) FROM a_book) = (SELECT count(*) FROM __penumbra_old_a_book)
    AND (SELECT count(*) FROM a_book_tags) = (SELECT count(*) FROM __penumbra_old_a_book_tags)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_a_author')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_a_book')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_a_book_tags')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_a_book_tags;
DROP TABLE __penumbra_old_a_book;
DROP TABLE __penumbra_old_a_author;

RELEASE penumbra;
