CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE INDEX users_name ON users (name, id);
CREATE VIEW names AS SELECT id, name AS label FROM users;
CREATE TRIGGER users_named AFTER UPDATE OF name ON users WHEN NEW.name IS NOT OLD.name BEGIN
  UPDATE users SET name = trim(NEW.name) WHERE id = NEW.id;
END;
