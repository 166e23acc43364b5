-- Change virtual table "notes"
CREATE VIRTUAL TABLE __penumbra_new_notes USING fts5(body);
INSERT INTO __penumbra_new_notes (rowid, body) SELECT rowid, body FROM notes;
DROP TABLE notes;
ALTER TABLE __penumbra_new_notes RENAME TO notes;
