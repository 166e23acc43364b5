-- Add column "a" to "t"
ALTER TABLE t ADD COLUMN a TEXT;
