-- note[lint/null-to-default]: Change the default (none → '') of column "heading" of "docs" and make it NOT NULL: NULL becomes ''

-- Make room: trigger "docs_ai" comes back below, changed
DROP TRIGGER docs_ai;

-- Make room: trigger "docs_ad" comes back below, changed
DROP TRIGGER docs_ad;

-- Make room: virtual table "docs_fts" comes back below, changed
DROP TABLE docs_fts;

-- Rename column "title" of "docs" to "heading"
-- Change the default (none → '') of column "heading" of "docs" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "docs"
CREATE TABLE __penumbra_new_docs (id INTEGER PRIMARY KEY, heading TEXT NOT NULL DEFAULT '', body TEXT);
INSERT OR ABORT INTO __penumbra_new_docs (id, heading, body)
  SELECT id, coalesce(title, ''), body FROM docs;
DROP TABLE docs;
ALTER TABLE __penumbra_new_docs RENAME TO docs;

-- Change virtual table "docs_fts"
CREATE VIRTUAL TABLE docs_fts USING fts5(heading, body, content='docs', content_rowid='id');

-- Change trigger "docs_ad"
CREATE TRIGGER docs_ad AFTER DELETE ON docs BEGIN INSERT INTO docs_fts(docs_fts, rowid, heading, body) VALUES ('delete', old.id, old.heading, old.body); END;

-- Change trigger "docs_ai"
CREATE TRIGGER docs_ai AFTER INSERT ON docs BEGIN INSERT INTO docs_fts(rowid, heading, body) VALUES (new.id, new.heading, new.body); END;

-- Fill the search index "docs_fts"
INSERT INTO docs_fts (docs_fts) VALUES ('rebuild');
