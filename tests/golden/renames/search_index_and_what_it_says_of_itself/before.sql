CREATE VIRTUAL TABLE notes USING fts5(title, body);
CREATE TABLE queue (id INTEGER PRIMARY KEY);
CREATE TRIGGER fill AFTER INSERT ON queue BEGIN
  INSERT INTO notes (notes, rowid, title, body) VALUES ('delete', 1, 'a', 'b');
END;
