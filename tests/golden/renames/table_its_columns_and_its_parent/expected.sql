SAVEPOINT penumbra;

-- Renaming a table also updates what references it
PRAGMA legacy_alter_table = OFF;

-- Rename table "teams" to "groups"
ALTER TABLE teams RENAME TO "groups";

-- Rename table "users" to "people"
ALTER TABLE users RENAME TO people;

-- Rename column "id" of "groups" to "key"
ALTER TABLE "groups" RENAME COLUMN id TO "key";

-- Rename column "team_id" of "people" to "group_key"
ALTER TABLE people RENAME COLUMN team_id TO group_key;

-- Rename column "name" of "people" to "label"
ALTER TABLE people RENAME COLUMN name TO label;

RELEASE penumbra;
