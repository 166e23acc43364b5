CREATE VIRTUAL TABLE archive USING fts5(title, body, tokenize = 'porter');
CREATE TABLE inbox (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
CREATE TRIGGER inbox_filed AFTER DELETE ON inbox BEGIN
  INSERT INTO archive (title, body) VALUES (old.title, old.body);
END;
CREATE VIEW titles AS SELECT title FROM archive;
