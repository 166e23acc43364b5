-- Add column "e" to "t"
ALTER TABLE t ADD COLUMN e TEXT;
