CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT, size INTEGER);
CREATE VIRTUAL TABLE found USING fts5(body, content='docs', content_rowid='id');
CREATE TRIGGER docs_added AFTER INSERT ON docs BEGIN
  INSERT INTO found (rowid, body) VALUES (NEW.id, NEW.body);
END;
CREATE TRIGGER docs_changed AFTER UPDATE ON docs BEGIN
  INSERT INTO found (found, rowid, body) VALUES ('delete', OLD.id, OLD.body);
  INSERT INTO found (rowid, body) VALUES (NEW.id, NEW.body);
END;
