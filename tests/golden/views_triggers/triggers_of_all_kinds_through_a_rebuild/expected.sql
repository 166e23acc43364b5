-- warning[lint/check-on-existing]: Add CHECK (age >= 0) to "users": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of users fails CHECK (age >= 0)
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of users fails CHECK (age >= 0)" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM users WHERE NOT (age >= 0));
DROP TABLE __penumbra_gate;

-- Make room: trigger "t6" comes back below
DROP TRIGGER t6;

-- Make room: trigger "t5" comes back below
DROP TRIGGER t5;

-- Make room: trigger "t4" comes back below
DROP TRIGGER t4;

-- Make room: view "people" comes back below
DROP VIEW people;

-- Add CHECK (age >= 0) to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, name TEXT, age INTEGER CHECK (age >= 0));
INSERT OR ABORT INTO __penumbra_new_users (id, name, age) SELECT id, name, age FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;

-- Restore view "people"
CREATE VIEW people AS SELECT id, name FROM users;

-- Restore trigger "t1"
CREATE TRIGGER t1 BEFORE INSERT ON users BEGIN INSERT INTO log (what) VALUES ('before; insert'); END;

-- Restore trigger "t2"
CREATE TRIGGER t2 AFTER UPDATE OF name, age ON users FOR EACH ROW WHEN NEW.age > 0 BEGIN
  INSERT INTO log (what) VALUES (CASE WHEN NEW.name IS NULL THEN 'none' ELSE NEW.name END);
  UPDATE users SET age = 0 WHERE id = OLD.id AND 1 = 0;
END;

-- Restore trigger "t3"
CREATE TRIGGER t3 AFTER DELETE ON users BEGIN DELETE FROM log; SELECT RAISE(IGNORE) WHERE OLD.id = 0; END;

-- Restore trigger "t4"
CREATE TRIGGER t4 INSTEAD OF INSERT ON people BEGIN INSERT INTO users (name) VALUES (NEW.name); END;

-- Restore trigger "t5"
CREATE TRIGGER t5 INSTEAD OF UPDATE OF name ON people BEGIN UPDATE users SET name = NEW.name WHERE id = NEW.id; END;

-- Restore trigger "t6"
CREATE TRIGGER t6 AFTER INSERT ON log WHEN (SELECT count(*) FROM users) > 5 BEGIN DELETE FROM users; END;
