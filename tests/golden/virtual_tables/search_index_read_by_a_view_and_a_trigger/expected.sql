SAVEPOINT penumbra;

-- Drop trigger "docs_added", which is recreated below
DROP TRIGGER docs_added;

-- Drop view "all_notes", which is recreated below
DROP VIEW all_notes;

-- Change virtual table "notes": SQLite can only do this by rebuilding the table
ALTER TABLE notes RENAME TO __penumbra_old_notes;
CREATE VIRTUAL TABLE notes USING fts5(body, prefix='2');
INSERT INTO notes (notes, rank) SELECT k, v FROM __penumbra_old_notes_config WHERE k <> 'version';
INSERT INTO notes (rowid, body) SELECT rowid, body FROM __penumbra_old_notes;

-- Recreate view "all_notes"
CREATE VIEW all_notes AS SELECT rowid AS id, body FROM notes;

-- Recreate trigger "docs_added"
CREATE TRIGGER docs_added AFTER INSERT ON docs BEGIN INSERT INTO notes (rowid, body) VALUES (NEW.id, NEW.body); END;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use notes" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM notes_config) = (SELECT count(*) FROM __penumbra_old_notes_config)
    AND (SELECT count(*) FROM notes) = (SELECT count(*) FROM __penumbra_old_notes)
    AND (SELECT count(*) FROM pragma_table_info('__penumbra_old_notes')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_notes;

RELEASE penumbra;
