CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT);
CREATE INDEX docs_body ON docs (lower(body)) WHERE body <> '';
CREATE VIRTUAL TABLE found USING fts5(body, content='');
CREATE TRIGGER docs_added AFTER INSERT ON docs WHEN NEW.body IS NOT NULL BEGIN
  INSERT INTO found (rowid, body) VALUES (NEW.id, NEW.body);
END;
