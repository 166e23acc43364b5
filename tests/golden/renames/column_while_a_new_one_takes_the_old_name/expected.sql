SAVEPOINT penumbra;

-- Rename column "name" of "users" to "full_name"
ALTER TABLE users RENAME COLUMN name TO full_name;

-- Add column "name" to "users"
ALTER TABLE users ADD COLUMN name TEXT;

RELEASE penumbra;
