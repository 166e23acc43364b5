SAVEPOINT penumbra;

-- Add column "code" to "users"
-- Existing rows get NULL in code, not its default
ALTER TABLE users ADD COLUMN code TEXT DEFAULT 'none';
UPDATE users SET code = NULL;

-- Create index "users_code"
CREATE UNIQUE INDEX users_code ON users (code);

RELEASE penumbra;
