CREATE TABLE users (id INTEGER PRIMARY KEY, label TEXT UNIQUE);
CREATE INDEX users_name ON users (label, id);
CREATE VIEW names AS SELECT id, label AS label FROM users;
CREATE TRIGGER users_named AFTER UPDATE OF label ON users WHEN NEW.label IS NOT OLD.label BEGIN
  UPDATE users SET label = trim(NEW.label) WHERE id = NEW.id;
END;
