-- The search index would not find what the column holds now.
CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT);
CREATE VIRTUAL TABLE found USING fts5(body, content='docs', content_rowid='id');
