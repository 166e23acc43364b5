SAVEPOINT penumbra;

-- Change index "users_name"
DROP INDEX users_name;

-- Rename column "name" of "users" to "label"
ALTER TABLE users RENAME COLUMN name TO label;

-- Change index "users_name"
CREATE INDEX users_name ON users ("label");

RELEASE penumbra;
