-- Change virtual table "notes"
CREATE VIRTUAL TABLE __penumbra_new_notes USING fts5(title, body UNINDEXED, more);
INSERT INTO __penumbra_new_notes (rowid, title, body) SELECT rowid, title, body FROM notes;
DROP TABLE notes;
ALTER TABLE __penumbra_new_notes RENAME TO notes;
