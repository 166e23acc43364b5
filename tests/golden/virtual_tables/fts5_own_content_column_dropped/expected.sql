-- warning[lint/data-loss]: The migration drops column "body" of "notes" and what it holds

-- Loses notes.body and what is in there; "penumbra check" fails until it is allowed

-- Change virtual table "notes"
CREATE VIRTUAL TABLE __penumbra_new_notes USING fts5(title);
INSERT INTO __penumbra_new_notes (rowid, title) SELECT rowid, title FROM notes;
DROP TABLE notes;
ALTER TABLE __penumbra_new_notes RENAME TO notes;
