-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop index "users_email"
DROP INDEX users_email;

-- Drop index "users_name"
DROP INDEX users_name;

-- Drop column "email" of "users"
ALTER TABLE users DROP COLUMN email;

RELEASE penumbra;
