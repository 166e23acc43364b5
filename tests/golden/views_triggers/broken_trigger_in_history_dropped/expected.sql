-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop trigger "users_added"
DROP TRIGGER users_added;

-- Drop column "name" of "users"
ALTER TABLE users DROP COLUMN name;

RELEASE penumbra;
