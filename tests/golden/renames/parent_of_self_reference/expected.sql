SAVEPOINT penumbra;

-- Renaming a table also updates what references it
PRAGMA legacy_alter_table = OFF;

-- Rename table "nodes" to "items"
ALTER TABLE nodes RENAME TO items;

RELEASE penumbra;
