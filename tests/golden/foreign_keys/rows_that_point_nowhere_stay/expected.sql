SAVEPOINT penumbra;

-- Add column "size" to "teams"
ALTER TABLE teams ADD COLUMN size INTEGER;

-- Add column "name" to "users"
ALTER TABLE users ADD COLUMN name TEXT;

RELEASE penumbra;
