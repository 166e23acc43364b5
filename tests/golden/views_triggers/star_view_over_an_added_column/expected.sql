-- Add column "name" to "users"
ALTER TABLE users ADD COLUMN name TEXT;
