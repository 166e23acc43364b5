-- warning[lint/unique-on-existing]: Create index "parts_label": the migration stops if two rows hold the same there

-- Change the type (TEXT → BLOB) of column "body" of "notes"
-- SQLite cannot do this in place: rebuild "notes"
CREATE TABLE __penumbra_new_notes (id INTEGER PRIMARY KEY, body BLOB);
INSERT OR ABORT INTO __penumbra_new_notes (id, body) SELECT id, body FROM notes;
DROP TABLE notes;
ALTER TABLE __penumbra_new_notes RENAME TO notes;

-- Create index "parts_label"
CREATE UNIQUE INDEX parts_label ON parts (label || 'x' COLLATE NOCASE);
