-- warning[lint/check-on-existing]: Add CHECK (age >= 0) to "users": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Drop trigger "t6", which is recreated below
DROP TRIGGER t6;

-- Drop trigger "t5", which is recreated below
DROP TRIGGER t5;

-- Drop trigger "t4", which is recreated below
DROP TRIGGER t4;

-- Drop trigger "t3", which is recreated below
DROP TRIGGER t3;

-- Drop trigger "t2", which is recreated below
DROP TRIGGER t2;

-- Drop trigger "t1", which is recreated below
DROP TRIGGER t1;

-- Drop view "people", which is recreated below
DROP VIEW people;

-- Add CHECK (age >= 0) to "users": SQLite can only do this by rebuilding the table
ALTER TABLE users RENAME TO __penumbra_old_users;
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age INTEGER CHECK (age >= 0));
INSERT INTO users (id, name, age) SELECT id, name, age FROM __penumbra_old_users;

-- Recreate view "people"
CREATE VIEW people AS SELECT id, name FROM users;

-- Recreate trigger "t1"
CREATE TRIGGER t1 BEFORE INSERT ON users BEGIN INSERT INTO log (what) VALUES ('before; insert'); END;

-- Recreate trigger "t2"
CREATE TRIGGER t2 AFTER UPDATE OF name, age ON users FOR EACH ROW WHEN NEW.age > 0 BEGIN
  INSERT INTO log (what) VALUES (CASE WHEN NEW.name IS NULL THEN 'none' ELSE NEW.name END);
  UPDATE users SET age = 0 WHERE id = OLD.id AND 1 = 0;
END;

-- Recreate trigger "t3"
CREATE TRIGGER t3 AFTER DELETE ON users BEGIN DELETE FROM log; SELECT RAISE(IGNORE) WHERE OLD.id = 0; END;

-- Recreate trigger "t4"
CREATE TRIGGER t4 INSTEAD OF INSERT ON people BEGIN INSERT INTO users (name) VALUES (NEW.name); END;

-- Recreate trigger "t5"
CREATE TRIGGER t5 INSTEAD OF UPDATE OF name ON people BEGIN UPDATE users SET name = NEW.name WHERE id = NEW.id; END;

-- Recreate trigger "t6"
CREATE TRIGGER t6 AFTER INSERT ON log WHEN (SELECT count(*) FROM users) > 5 BEGIN DELETE FROM users; END;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use users" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_users;

RELEASE penumbra;
