CREATE TABLE docs (id INTEGER PRIMARY KEY, text TEXT);
CREATE VIRTUAL TABLE found USING fts5(text, content='docs', content_rowid='id');
