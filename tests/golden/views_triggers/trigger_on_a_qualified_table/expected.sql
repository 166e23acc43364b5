-- warning[lint/check-on-existing]: Add CHECK (length(body) < 200) to "notes": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Drop trigger "notes_counted", which is recreated below
DROP TRIGGER notes_counted;

-- Add CHECK (length(body) < 200) to "notes": SQLite can only do this by rebuilding the table
ALTER TABLE notes RENAME TO __penumbra_old_notes;
CREATE TABLE notes (
  id INTEGER PRIMARY KEY,
  body TEXT CHECK (length(body) < 200),
  changes INTEGER NOT NULL DEFAULT 0
);
INSERT INTO notes (id, body, changes) SELECT id, body, changes FROM __penumbra_old_notes;

-- Recreate trigger "notes_counted"
CREATE TRIGGER notes_counted AFTER UPDATE OF body ON main.'notes' BEGIN
  UPDATE notes SET changes = changes + 1 WHERE id = new.id;
END;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use notes" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM notes) = (SELECT count(*) FROM __penumbra_old_notes)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_notes')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_notes;

RELEASE penumbra;
