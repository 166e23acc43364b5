-- Create virtual table "found"
CREATE VIRTUAL TABLE found USING fts5(title, body, content='docs', content_rowid='id');

-- Create virtual table "notes"
CREATE VIRTUAL TABLE notes USING fts5(body);

-- Fill the search index "found"
INSERT INTO found (found) VALUES ('rebuild');
