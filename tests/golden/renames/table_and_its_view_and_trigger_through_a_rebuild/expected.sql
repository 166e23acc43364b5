-- warning[lint/check-on-existing]: Add CHECK (label <> '') to "people": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Drop trigger "users_added", which is recreated below
DROP TRIGGER users_added;

-- Drop trigger "log_added", which is recreated below
DROP TRIGGER log_added;

-- Drop view "names", which is recreated below
DROP VIEW names;

-- Rename table "users" to "people"
-- Rename column "name" of "people" to "label"
-- Add CHECK (label <> '') to "people"
-- SQLite can only do this by rebuilding the table
ALTER TABLE users RENAME TO __penumbra_old_users;
CREATE TABLE people (id INTEGER PRIMARY KEY, label TEXT CHECK (label <> ''));
INSERT INTO people (id, label) SELECT id, name FROM __penumbra_old_users;

-- Recreate view "names"
CREATE VIEW names AS SELECT label FROM people;

-- Recreate trigger "log_added"
CREATE TRIGGER log_added AFTER INSERT ON log BEGIN UPDATE people SET label = 'logged' WHERE 1 = 0; END;

-- Recreate trigger "users_added"
CREATE TRIGGER users_added AFTER INSERT ON people BEGIN INSERT INTO log VALUES (NEW.label); END;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use users" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM people) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_users;

RELEASE penumbra;
