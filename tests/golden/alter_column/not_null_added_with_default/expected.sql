-- note[lint/null-to-default]: Make column "name" of "users" NOT NULL: NULL becomes 'nobody'

-- Needs libSQL: SQLite has no ALTER COLUMN … TO

SAVEPOINT penumbra;

-- Make column "name" of "users" NOT NULL
-- In users.name, NULL becomes 'nobody'
UPDATE users SET name = 'nobody' WHERE name IS NULL;
ALTER TABLE users ALTER COLUMN name TO name TEXT NOT NULL DEFAULT 'nobody';

RELEASE penumbra;
