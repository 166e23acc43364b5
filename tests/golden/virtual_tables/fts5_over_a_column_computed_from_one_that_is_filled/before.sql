CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, line TEXT AS (coalesce(body, 'empty')) STORED);
CREATE VIRTUAL TABLE found USING fts5(line, content = 'notes', content_rowid = 'id');
