CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, changes INTEGER NOT NULL DEFAULT 0);
CREATE TRIGGER users_counted AFTER UPDATE ON users BEGIN
  UPDATE users SET changes = changes + 1 WHERE id = NEW.id;
END;
