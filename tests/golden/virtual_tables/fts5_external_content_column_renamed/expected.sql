-- Make room: virtual table "found" comes back below, changed
DROP TABLE found;

-- Rename column "body" of "docs" to "text"
ALTER TABLE docs RENAME COLUMN body TO text;

-- Change virtual table "found"
CREATE VIRTUAL TABLE found USING fts5(text, content='docs', content_rowid='id');

-- Fill the search index "found"
INSERT INTO found (found) VALUES ('rebuild');
