SAVEPOINT penumbra;

-- Change virtual table "notes": SQLite can only do this by rebuilding the table
ALTER TABLE notes RENAME TO __penumbra_old_notes;
CREATE VIRTUAL TABLE notes USING fts5(title, body UNINDEXED, more);
INSERT INTO notes (notes, rank) SELECT k, v FROM __penumbra_old_notes_config WHERE k <> 'version';
INSERT INTO notes (rowid, title, body) SELECT rowid, title, body FROM __penumbra_old_notes;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use notes" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM notes_config) = (SELECT count(*) FROM __penumbra_old_notes_config)
    AND (SELECT count(*) FROM notes) = (SELECT count(*) FROM __penumbra_old_notes)
    AND (SELECT count(*) FROM pragma_table_info('__penumbra_old_notes')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_notes;

RELEASE penumbra;
