SAVEPOINT penumbra;

-- A renamed table takes along whatever mentions it
PRAGMA legacy_alter_table = OFF;

-- Rename table "notes" to "archive"
ALTER TABLE notes RENAME TO archive;

RELEASE penumbra;
