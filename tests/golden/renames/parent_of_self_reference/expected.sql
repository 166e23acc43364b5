SAVEPOINT penumbra;

-- A renamed table takes along whatever mentions it
PRAGMA legacy_alter_table = OFF;

-- Rename table "nodes" to "items"
ALTER TABLE nodes RENAME TO items;

RELEASE penumbra;
