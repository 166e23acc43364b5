-- Make room: view "texts" comes back below, changed
DROP VIEW texts;

-- Add UNIQUE (body) to "docs"
-- SQLite cannot do this in place: rebuild "docs"
CREATE TABLE __penumbra_new_docs (id INTEGER PRIMARY KEY, body TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_docs (id, body) SELECT id, body FROM docs;
DROP TABLE docs;
ALTER TABLE __penumbra_new_docs RENAME TO docs;

-- Create virtual table "found"
CREATE VIRTUAL TABLE found USING fts5(body, content='texts', content_rowid='id');

-- Change view "texts"
CREATE VIEW texts AS SELECT id, lower(body) AS body FROM docs;

-- Fill the search index "found"
INSERT INTO found (found) VALUES ('rebuild');
