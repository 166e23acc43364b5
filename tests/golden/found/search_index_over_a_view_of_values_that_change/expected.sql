-- note[lint/null-to-default]: Change the default (none → 'none') of column "title" of "docs" and make it NOT NULL: NULL becomes 'none'

-- Make room: view "shown" comes back below
DROP VIEW shown;

-- Make room: view "titles" comes back below
DROP VIEW titles;

-- Change the default (none → 'none') of column "title" of "docs" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "docs"
CREATE TABLE __penumbra_new_docs (id INTEGER PRIMARY KEY, title TEXT NOT NULL DEFAULT 'none');
INSERT OR ABORT INTO __penumbra_new_docs (id, title) SELECT id, coalesce(title, 'none') FROM docs;
DROP TABLE docs;
ALTER TABLE __penumbra_new_docs RENAME TO docs;

-- Restore view "titles"
CREATE VIEW titles AS SELECT id, title FROM docs;

-- Restore view "shown"
CREATE VIEW shown AS SELECT id, upper(title) AS title FROM titles;

-- Fill the search index "found" again: what it reads has changed
INSERT INTO found (found) VALUES ('rebuild');
