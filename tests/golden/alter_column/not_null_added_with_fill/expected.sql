-- Needs libSQL: SQLite has no ALTER COLUMN … TO

SAVEPOINT penumbra;

-- Make column "name" of "users" NOT NULL
UPDATE users SET name = 'user ' || id WHERE name IS NULL;
ALTER TABLE users ALTER COLUMN name TO name TEXT NOT NULL;

RELEASE penumbra;
