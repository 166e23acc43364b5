-- Needs libSQL: SQLite has no ALTER COLUMN … TO

-- Let column "name" of "users" be NULL
ALTER TABLE users ALTER COLUMN name TO name TEXT;
