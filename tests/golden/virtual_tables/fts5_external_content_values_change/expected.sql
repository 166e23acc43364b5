-- note[lint/null-to-default]: Change the default (none → 'untitled') of column "body" of "docs" and make it NOT NULL: NULL becomes 'untitled'

-- Change the default (none → 'untitled') of column "body" of "docs" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "docs"
CREATE TABLE __penumbra_new_docs (id INTEGER PRIMARY KEY, body TEXT NOT NULL DEFAULT 'untitled');
INSERT OR ABORT INTO __penumbra_new_docs (id, body) SELECT id, coalesce(body, 'untitled') FROM docs;
DROP TABLE docs;
ALTER TABLE __penumbra_new_docs RENAME TO docs;

-- Fill the search index "found" again: what it reads has changed
INSERT INTO found (found) VALUES ('rebuild');
