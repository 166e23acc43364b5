-- warning[lint/strict-or-without-rowid]: Add PRIMARY KEY (id) to "docs": the migration stops if a row holds what the table does not take then

-- Stop here, with nothing changed, if docs.id holds what is no integer
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "docs.id holds what is no integer" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM docs WHERE id <> CAST(CAST(id AS NUMERIC) AS INTEGER));
DROP TABLE __penumbra_gate;

-- Change the type (INT → INTEGER) of column "id" of "docs"
-- Drop PRIMARY KEY (id) of "docs"
-- Add PRIMARY KEY (id) to "docs"
-- SQLite cannot do this in place: rebuild "docs"
CREATE TABLE __penumbra_new_docs (id INTEGER PRIMARY KEY, body TEXT);
INSERT OR ABORT INTO __penumbra_new_docs (id, body) SELECT id, body FROM docs;
DROP TABLE docs;
ALTER TABLE __penumbra_new_docs RENAME TO docs;

-- Fill the search index "found" again: what it reads has changed
INSERT INTO found (found) VALUES ('rebuild');
