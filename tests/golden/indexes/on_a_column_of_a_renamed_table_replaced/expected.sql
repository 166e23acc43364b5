-- warning[lint/unique-on-existing]: Change index "users_name": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Change index "users_name"
DROP INDEX users_name;

-- Rename table "users" to "people"
ALTER TABLE users RENAME TO people;

-- Rename column "name" of "people" to "label"
ALTER TABLE people RENAME COLUMN name TO label;

-- Change index "users_name"
CREATE UNIQUE INDEX users_name ON people (label DESC);

RELEASE penumbra;
