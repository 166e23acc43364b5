CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT UNIQUE);
CREATE VIEW texts AS SELECT id, lower(body) AS body FROM docs;
CREATE VIRTUAL TABLE found USING fts5(body, content='texts', content_rowid='id');
