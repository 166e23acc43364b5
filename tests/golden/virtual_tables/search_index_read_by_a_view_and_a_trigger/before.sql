CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT);
CREATE VIRTUAL TABLE notes USING fts5(body);
CREATE VIEW all_notes AS SELECT rowid AS id, body FROM notes;
CREATE TRIGGER docs_added AFTER INSERT ON docs BEGIN INSERT INTO notes (rowid, body) VALUES (NEW.id, NEW.body); END;
