SAVEPOINT penumbra;

-- Renaming a table also updates what references it
PRAGMA legacy_alter_table = OFF;

-- Drop index "people"
DROP INDEX people;

-- Rename table "users" to "people"
ALTER TABLE users RENAME TO people;

-- Rename table "teams" to "folk"
ALTER TABLE teams RENAME TO folk;

-- Create index "people_name"
CREATE INDEX people_name ON people (name);

RELEASE penumbra;
