CREATE TABLE docs (rowid TEXT, body TEXT);
CREATE VIRTUAL TABLE docs_search USING fts5 (body, content = docs);
