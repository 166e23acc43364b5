-- note[lint/null-to-default]: Change the default (none → '') of column "body" of "sheets" and make it NOT NULL: NULL becomes ''

-- Make room: virtual table "pf" comes back below, changed
DROP TABLE pf;

-- Rename table "own" to "own2"
ALTER TABLE own RENAME TO own2;

-- Rename table "pages" to "sheets"
-- Change the default (none → '') of column "body" of "sheets" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "sheets"
CREATE TABLE __penumbra_new_sheets (id INTEGER PRIMARY KEY, body TEXT NOT NULL DEFAULT '');
INSERT OR ABORT INTO __penumbra_new_sheets (id, body) SELECT id, coalesce(body, '') FROM pages;
DROP TABLE pages;
ALTER TABLE __penumbra_new_sheets RENAME TO sheets;

-- Change virtual table "pf"
CREATE VIRTUAL TABLE pf USING fts4(body, content="sheets");

-- Fill the search index "pf"
INSERT INTO pf (pf) VALUES ('rebuild');
