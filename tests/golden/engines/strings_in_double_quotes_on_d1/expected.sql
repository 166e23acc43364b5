-- Add column "z" to "s"
ALTER TABLE s ADD COLUMN z;
