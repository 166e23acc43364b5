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
