CREATE TABLE docs (title TEXT, body TEXT, slug TEXT NOT NULL);
CREATE VIRTUAL TABLE docs_search USING fts5 (body, content = docs);
