CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '', bio TEXT);

CREATE TRIGGER users_named AFTER INSERT ON users BEGIN
  UPDATE users SET name = trim(name) WHERE id = NEW.id;
END;
