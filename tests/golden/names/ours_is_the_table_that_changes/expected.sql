-- warning[lint/unique-on-existing]: Add UNIQUE (note) to "__penumbra_new_users": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add UNIQUE (note) to "__penumbra_new_users": SQLite can only do this by rebuilding the table
-- "users" references "__penumbra_new_users", so it is rebuilt too
ALTER TABLE __penumbra_new_users RENAME TO __penumbra_old___penumbra_new_users;
ALTER TABLE users RENAME TO __penumbra_old_users;
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, note TEXT UNIQUE);
CREATE TABLE users (id INTEGER PRIMARY KEY, up INTEGER REFERENCES __penumbra_new_users (id) ON DELETE CASCADE);
INSERT INTO __penumbra_new_users (id, note) SELECT id, note FROM __penumbra_old___penumbra_new_users;
INSERT INTO users (id, up) SELECT id, up FROM __penumbra_old_users;

-- Change virtual table "notes": SQLite can only do this by rebuilding the table
ALTER TABLE notes RENAME TO __penumbra_old_notes;
CREATE VIRTUAL TABLE notes USING fts5(body, tokenize = porter);
INSERT INTO notes (notes, rank) SELECT k, v FROM __penumbra_old_notes_config WHERE k <> 'version';
INSERT INTO notes (rowid, body) SELECT rowid, body FROM __penumbra_old_notes;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use __penumbra_new_users, users, notes" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM __penumbra_new_users) = (SELECT count(*) FROM __penumbra_old___penumbra_new_users)
    AND (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM notes_config) = (SELECT count(*) FROM __penumbra_old_notes_config)
    AND (SELECT count(*) FROM notes) = (SELECT count(*) FROM __penumbra_old_notes)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old___penumbra_new_users')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 2
    AND (SELECT count(*) FROM pragma_table_info('__penumbra_old_notes')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_users;
DROP TABLE __penumbra_old___penumbra_new_users;
DROP TABLE __penumbra_old_notes;

RELEASE penumbra;
