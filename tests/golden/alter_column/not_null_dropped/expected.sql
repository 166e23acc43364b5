-- Needs libSQL: SQLite has no ALTER COLUMN … TO

-- Allow NULL in column "name" of "users"
ALTER TABLE users ALTER COLUMN name TO name TEXT;
