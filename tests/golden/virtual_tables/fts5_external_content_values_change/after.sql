CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT NOT NULL DEFAULT 'untitled');
CREATE VIRTUAL TABLE found USING fts5(body, content='docs', content_rowid='id');
