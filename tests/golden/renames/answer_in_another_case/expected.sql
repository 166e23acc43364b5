SAVEPOINT penumbra;

-- Rename table "people" to "Users"
ALTER TABLE people RENAME TO Users;

-- Rename column "name" of "Users" to "Label"
ALTER TABLE Users RENAME COLUMN name TO Label;

RELEASE penumbra;
