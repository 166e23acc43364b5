SAVEPOINT penumbra;

-- Renaming a table also updates what references it
PRAGMA legacy_alter_table = OFF;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the default (none → 'x') of column "name" of "users"
-- SQLite can only do this by rebuilding the table
ALTER TABLE users RENAME TO __penumbra_old_users;
CREATE TABLE users (users TEXT PRIMARY KEY, name TEXT CHECK (users.users <> '') DEFAULT 'x', "references" TEXT REFERENCES users (users));
CREATE INDEX __penumbra_key_users_references ON users ("references");
INSERT INTO users (rowid, users, name, "references")
  SELECT rowid, users, name, "references" FROM __penumbra_old_users;
DROP INDEX __penumbra_key_users_references;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use users" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users') WHERE lower(name) IN ('references')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_users_references ON __penumbra_old_users ("references");
DROP TABLE __penumbra_old_users;

RELEASE penumbra;
