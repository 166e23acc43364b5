CREATE TABLE notes (id INTEGER PRIMARY KEY, number INTEGER, body TEXT);
CREATE VIRTUAL TABLE notes_search USING fts5(body, content = 'notes');
