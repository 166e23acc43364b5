-- Needs SQLite 3.53 or later: it alters constraints in place

-- Let column "name" of "users" be NULL
ALTER TABLE users ALTER COLUMN name DROP NOT NULL;
