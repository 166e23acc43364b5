-- Make room: trigger "docs_added" comes back below
DROP TRIGGER docs_added;

-- Make room: view "all_notes" comes back below
DROP VIEW all_notes;

-- Change virtual table "notes"
CREATE VIRTUAL TABLE __penumbra_new_notes USING fts5(body, prefix='2');
INSERT INTO __penumbra_new_notes (rowid, body) SELECT rowid, body FROM notes;
DROP TABLE notes;
ALTER TABLE __penumbra_new_notes RENAME TO notes;

-- Restore view "all_notes"
CREATE VIEW all_notes AS SELECT rowid AS id, body FROM notes;

-- Restore trigger "docs_added"
CREATE TRIGGER docs_added AFTER INSERT ON docs BEGIN INSERT INTO notes (rowid, body) VALUES (NEW.id, NEW.body); END;
