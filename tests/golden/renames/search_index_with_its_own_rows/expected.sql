-- Rename table "notes" to "archive"
ALTER TABLE notes RENAME TO archive;
