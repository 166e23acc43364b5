SAVEPOINT penumbra;

-- Renaming a table also updates what references it
PRAGMA legacy_alter_table = OFF;

-- Rename table "users" to "people"
ALTER TABLE users RENAME TO people;

-- Rename table "teams" to "squads"
ALTER TABLE teams RENAME TO squads;

-- Rename column "team_id" of "people" to "group_id"
ALTER TABLE people RENAME COLUMN team_id TO group_id;

RELEASE penumbra;
