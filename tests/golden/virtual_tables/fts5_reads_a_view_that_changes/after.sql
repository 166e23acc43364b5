CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT);
CREATE VIEW texts AS SELECT id, body || ' end' AS body FROM docs;
CREATE VIRTUAL TABLE found USING fts5(body, content='texts', content_rowid='id');
