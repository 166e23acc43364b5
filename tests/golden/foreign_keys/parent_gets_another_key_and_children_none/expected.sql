-- warning[lint/unique-on-existing]: Add PRIMARY KEY (uuid) to "a_author": the migration stops if two rows hold the same there
-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "a_author": the migration stops if two rows hold the same there
-- warning[lint/unique-on-existing]: Add UNIQUE (author_id) to "a_book": the migration stops if two rows hold the same there
-- warning[lint/check-on-existing]: Add CHECK (title <> '') to "a_book": the migration stops if a row does not pass it
-- warning[lint/unique-on-existing]: Add UNIQUE (title, author_id) to "a_book": the migration stops if two rows hold the same there
-- warning[lint/unique-on-existing]: Change index "bt_uniq": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of a_author hold the same name
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of a_author hold the same name" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM a_author GROUP BY name COLLATE nocase HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if two rows of a_book hold the same author_id
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of a_book hold the same author_id" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM a_book GROUP BY author_id HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if a row of a_book fails CHECK (title <> '')
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of a_book fails CHECK (title <> '')" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM a_book WHERE NOT (title <> ''));
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if two rows of a_book hold the same title, author_id
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of a_book hold the same title, author_id" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM a_book GROUP BY title, author_id HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if two rows of a_book_tags hold the same book_id
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of a_book_tags hold the same book_id" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM a_book_tags WHERE (tag) GROUP BY book_id HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Change the collation (binary → nocase) of column "name" of "a_author"
-- Add column "uuid" to "a_author"
-- Drop PRIMARY KEY (id) AUTOINCREMENT of "a_author"
-- Add PRIMARY KEY (uuid) to "a_author"
-- Add UNIQUE (name) to "a_author"
-- Change the type (INTEGER → BIGINT) of column "id" of "a_book"
-- Let column "author_id" of "a_book" be NULL
-- Change the type (VARCHAR(100) → VARCHAR(120)) of column "title" of "a_book"
-- Add column "len" to "a_book"
-- Drop PRIMARY KEY (id) AUTOINCREMENT of "a_book"
-- Drop FOREIGN KEY (author_id) REFERENCES a_author (id) DEFERRABLE INITIALLY DEFERRED of "a_book"
-- Add PRIMARY KEY (id) to "a_book"
-- Add UNIQUE (author_id) to "a_book"
-- Add CHECK (title <> '') to "a_book"
-- Add UNIQUE (title, author_id) to "a_book"
-- SQLite cannot do this in place: rebuild "a_author", "a_book"
-- Rows of "a_book_tags" point there, so these go along
-- Rows that point nowhere stay as they are: keys are checked at the end
-- The highest id ever given out goes along: "a_book_tags"
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_a_author ("uuid" char(32) NOT NULL PRIMARY KEY, "name" varchar(255) COLLATE "NOCASE" NOT NULL UNIQUE, "id" integer NOT NULL);
CREATE TABLE __penumbra_new_a_book ("id" bigint NOT NULL PRIMARY KEY, "author_id" integer NULL UNIQUE, "title" varchar(120) NOT NULL CHECK ("title" <> ''), "len" integer GENERATED ALWAYS AS (LENGTH("title")) STORED, CONSTRAINT "q" UNIQUE ("title", "author_id"));
CREATE TABLE __penumbra_new_a_book_tags ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "book_id" integer NOT NULL REFERENCES __penumbra_new_a_book ("id") DEFERRABLE INITIALLY DEFERRED, "tag" bool NOT NULL);
INSERT OR ABORT INTO __penumbra_new_a_author (rowid, uuid, name, id)
  SELECT rowid, 'u' || id, name, id FROM a_author;
INSERT OR ABORT INTO __penumbra_new_a_book (rowid, id, author_id, title)
  SELECT rowid, id, author_id, title FROM a_book;
INSERT OR ABORT INTO __penumbra_new_a_book_tags (id, book_id, tag)
  SELECT id, book_id, tag FROM a_book_tags;
DELETE FROM sqlite_sequence WHERE name = '__penumbra_new_a_book_tags';
INSERT INTO sqlite_sequence (name, seq)
  SELECT '__penumbra_new_a_book_tags', seq FROM sqlite_sequence WHERE name = 'a_book_tags';
DROP TABLE a_book_tags;
DROP TABLE a_book;
DROP TABLE a_author;
ALTER TABLE __penumbra_new_a_author RENAME TO a_author;
ALTER TABLE __penumbra_new_a_book RENAME TO a_book;
ALTER TABLE __penumbra_new_a_book_tags RENAME TO a_book_tags;
RELEASE penumbra_rebuild;

-- Change index "bt_uniq"
CREATE UNIQUE INDEX "bt_uniq" ON "a_book_tags" ("book_id") WHERE "tag";

-- Create index "func"
CREATE INDEX "func" ON "a_book" ((UPPER("title")), "author_id" DESC);
