-- warning[lint/unique-on-existing]: Create index "parts_label": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Change the type (TEXT → BLOB) of column "body" of "notes"
-- SQLite can only do this by rebuilding the table
ALTER TABLE notes RENAME TO __penumbra_old_notes;
CREATE TABLE notes (id INTEGER PRIMARY KEY, body BLOB);
INSERT INTO notes (id, body) SELECT id, body FROM __penumbra_old_notes;

-- Create index "parts_label"
CREATE UNIQUE INDEX parts_label ON parts (label || 'x' COLLATE NOCASE);

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use notes" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM notes) = (SELECT count(*) FROM __penumbra_old_notes)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_notes')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_notes;

RELEASE penumbra;
