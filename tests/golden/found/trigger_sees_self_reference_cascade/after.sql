CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL DEFAULT '',
  parent_id INTEGER REFERENCES folders (id) ON DELETE CASCADE
);

CREATE TABLE log (id INTEGER PRIMARY KEY, text TEXT);

CREATE TRIGGER folders_gone AFTER DELETE ON folders BEGIN
  INSERT INTO log (text) VALUES ('gone: ' || old.name);
END;

CREATE TRIGGER folders_moved AFTER UPDATE ON folders BEGIN
  INSERT INTO log (text) VALUES ('moved: ' || old.name);
END;
