SAVEPOINT penumbra;

-- A renamed table takes along whatever mentions it
PRAGMA legacy_alter_table = OFF;

-- Drop view "people"
DROP VIEW people;

-- Rename table "users" to "people"
ALTER TABLE users RENAME TO people;

RELEASE penumbra;
