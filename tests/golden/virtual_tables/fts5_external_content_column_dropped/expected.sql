-- penumbra: allow data-loss

-- Make room: virtual table "found" comes back below, changed
DROP TABLE found;

-- Drop column "title" of "docs"
ALTER TABLE docs DROP COLUMN title;

-- Change virtual table "found"
CREATE VIRTUAL TABLE found USING fts5(body, content='docs', content_rowid='id');

-- Fill the search index "found"
INSERT INTO found (found) VALUES ('rebuild');
