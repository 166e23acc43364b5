CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT);
CREATE VIEW titles AS SELECT id, title FROM docs;
CREATE VIEW shown AS SELECT id, upper(title) AS title FROM titles;
CREATE VIRTUAL TABLE found USING fts5(title, content='shown', content_rowid='id');
