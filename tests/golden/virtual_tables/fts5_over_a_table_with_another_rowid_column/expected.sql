-- warning[lint/strict-or-without-rowid]: Add PRIMARY KEY (number) to "notes": the migration stops if a row contains a value that the table does not accept
-- warning[lint/unique-on-existing]: Add PRIMARY KEY (number) to "notes": the migration stops if two rows have the same values there
-- warning[lint/null-to-rowid]: Add PRIMARY KEY (number) to "notes": NULL becomes a new number

SAVEPOINT penumbra;

-- Drop PRIMARY KEY (id) of "notes"
-- Add PRIMARY KEY (number) to "notes"
-- SQLite can only do this by rebuilding the table
-- In notes.number, NULL becomes a new number
ALTER TABLE notes RENAME TO __penumbra_old_notes;
CREATE TABLE notes (id INTEGER, number INTEGER PRIMARY KEY, body TEXT);
INSERT INTO notes (id, number, body)
  SELECT id, number, body FROM __penumbra_old_notes ORDER BY number IS NULL;

-- Fill the search index "notes_search" again: its content changes
INSERT INTO notes_search (notes_search) VALUES ('rebuild');

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use notes" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM notes) = (SELECT count(*) FROM __penumbra_old_notes)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_notes')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index')
    AND (SELECT count(*) FROM (SELECT * FROM notes_search LIMIT 1)) >= 0;
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_notes;

RELEASE penumbra;
