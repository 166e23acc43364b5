SAVEPOINT penumbra;

-- Renaming a table also updates what references it
PRAGMA legacy_alter_table = OFF;

-- Rename table "notes" to "archive"
ALTER TABLE notes RENAME TO archive;

RELEASE penumbra;
