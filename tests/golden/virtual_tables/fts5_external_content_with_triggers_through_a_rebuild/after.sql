CREATE TABLE docs (title TEXT, body TEXT NOT NULL DEFAULT '');
CREATE VIRTUAL TABLE found USING fts5(title, body, content=docs);
CREATE TRIGGER docs_added AFTER INSERT ON docs BEGIN
  INSERT INTO found (rowid, title, body) VALUES (NEW.rowid, NEW.title, NEW.body);
END;
CREATE TRIGGER docs_gone AFTER DELETE ON docs BEGIN
  INSERT INTO found (found, rowid, title, body) VALUES ('delete', OLD.rowid, OLD.title, OLD.body);
END;
