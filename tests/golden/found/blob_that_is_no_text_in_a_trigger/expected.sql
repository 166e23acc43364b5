-- Add column "name" to "files"
ALTER TABLE files ADD COLUMN name TEXT;
