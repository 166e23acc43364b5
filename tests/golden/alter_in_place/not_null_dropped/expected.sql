-- Needs SQLite 3.53 or later: it alters constraints in place

-- Allow NULL in column "name" of "users"
ALTER TABLE users ALTER COLUMN name DROP NOT NULL;
