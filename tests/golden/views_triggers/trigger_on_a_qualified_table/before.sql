CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, changes INTEGER NOT NULL DEFAULT 0);

CREATE TRIGGER notes_counted AFTER UPDATE OF body ON main.'notes' BEGIN
  UPDATE notes SET changes = changes + 1 WHERE id = new.id;
END;
