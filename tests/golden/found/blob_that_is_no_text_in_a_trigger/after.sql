CREATE TABLE files (id INTEGER PRIMARY KEY, data BLOB, name TEXT);

CREATE TRIGGER files_marked AFTER INSERT ON files BEGIN
  UPDATE files SET data = x'ffd8' WHERE id = new.id AND new.data IS NULL;
END;
