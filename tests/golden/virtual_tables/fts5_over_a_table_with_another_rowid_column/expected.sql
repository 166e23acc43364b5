-- warning[lint/strict-or-without-rowid]: Add PRIMARY KEY (number) to "notes": the migration stops if a row holds what the table does not take then
-- warning[lint/unique-on-existing]: Add PRIMARY KEY (number) to "notes": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if notes.number holds what is no integer
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "notes.number holds what is no integer" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM notes WHERE number <> CAST(CAST(number AS NUMERIC) AS INTEGER));
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if two rows of notes hold the same number
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of notes hold the same number" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM notes WHERE number IS NOT NULL GROUP BY number HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Drop PRIMARY KEY (id) of "notes"
-- Add PRIMARY KEY (number) to "notes"
-- SQLite cannot do this in place: rebuild "notes"
CREATE TABLE __penumbra_new_notes (id INTEGER, number INTEGER PRIMARY KEY, body TEXT);
INSERT OR ABORT INTO __penumbra_new_notes (id, number, body) SELECT id, number, body FROM notes;
DROP TABLE notes;
ALTER TABLE __penumbra_new_notes RENAME TO notes;

-- Fill the search index "notes_search" again: what it reads has changed
INSERT INTO notes_search (notes_search) VALUES ('rebuild');
