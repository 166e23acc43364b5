SAVEPOINT penumbra;

-- Renaming a table also updates what references it
PRAGMA legacy_alter_table = OFF;

-- Drop view "people"
DROP VIEW people;

-- Rename table "users" to "people"
ALTER TABLE users RENAME TO people;

RELEASE penumbra;
