-- Make room: virtual table "found" comes back below, changed
DROP TABLE found;

-- Rename table "docs" to "pages"
ALTER TABLE docs RENAME TO pages;

-- Change virtual table "found"
CREATE VIRTUAL TABLE found USING fts5(body, content='pages', content_rowid='id');

-- Fill the search index "found"
INSERT INTO found (found) VALUES ('rebuild');
