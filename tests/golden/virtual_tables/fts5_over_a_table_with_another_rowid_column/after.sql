CREATE TABLE notes (id INTEGER, number INTEGER PRIMARY KEY, body TEXT);
CREATE VIRTUAL TABLE notes_search USING fts5(body, content = 'notes');
