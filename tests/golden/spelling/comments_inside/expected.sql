-- Add column "b" to "t"
ALTER TABLE t ADD COLUMN b TEXT;
