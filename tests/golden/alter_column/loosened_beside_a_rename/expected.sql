-- Needs libSQL: SQLite has no ALTER COLUMN … TO

SAVEPOINT penumbra;

-- Rename table "other" to "another"
ALTER TABLE other RENAME TO another;

-- Allow NULL in column "name" of "users"
ALTER TABLE users ALTER COLUMN name TO name TEXT;

RELEASE penumbra;
