SAVEPOINT penumbra;

-- Rename table "users" to "people"
ALTER TABLE users RENAME TO people;

-- Rename column "name" of "people" to "Name"
ALTER TABLE people RENAME COLUMN name TO Name;

RELEASE penumbra;
