-- warning[lint/unique-on-existing]: Add UNIQUE (body) to "docs": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of docs hold the same body
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of docs hold the same body" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM docs WHERE body IS NOT NULL GROUP BY body HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

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
