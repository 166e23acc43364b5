SAVEPOINT penumbra;

-- Rename table "users" to "people"
ALTER TABLE users RENAME TO people;

-- Rename column "name" of "people" to "label"
ALTER TABLE people RENAME COLUMN name TO label;

-- Rename column "mail" of "people" to "email"
ALTER TABLE people RENAME COLUMN mail TO email;

RELEASE penumbra;
