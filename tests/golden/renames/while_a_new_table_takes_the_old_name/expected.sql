-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "people": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Rename table "users" to "people"
-- Add column "boss" to "people"
-- Add UNIQUE (name) to "people"
-- Add FOREIGN KEY (boss) REFERENCES users (id) to "people"
-- SQLite can only do this by rebuilding the table
ALTER TABLE users RENAME TO __penumbra_old_users;

-- Create table "users"
CREATE TABLE users (id INTEGER PRIMARY KEY, code TEXT, extra BLOB);
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT UNIQUE, boss INTEGER REFERENCES users (id));
INSERT INTO people (id, name) SELECT id, name FROM __penumbra_old_users;

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
