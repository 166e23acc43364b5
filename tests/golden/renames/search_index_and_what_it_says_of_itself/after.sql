CREATE VIRTUAL TABLE archive USING fts5(title, body);
CREATE TABLE queue (id INTEGER PRIMARY KEY);
CREATE TRIGGER fill AFTER INSERT ON queue BEGIN
  INSERT INTO archive (archive, rowid, title, body) VALUES ('delete', 1, 'a', 'b');
END;
