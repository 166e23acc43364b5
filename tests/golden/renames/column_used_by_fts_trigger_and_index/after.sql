CREATE TABLE docs (id INTEGER PRIMARY KEY, text TEXT);
CREATE INDEX docs_body ON docs (lower(text)) WHERE text <> '';
CREATE VIRTUAL TABLE found USING fts5(body, content='');
CREATE TRIGGER docs_added AFTER INSERT ON docs WHEN NEW.text IS NOT NULL BEGIN
  INSERT INTO found (rowid, body) VALUES (NEW.id, NEW.text);
END;
