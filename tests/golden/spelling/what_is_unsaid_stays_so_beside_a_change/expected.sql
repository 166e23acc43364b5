-- Add column "n" to "c"
ALTER TABLE c ADD COLUMN n INT;
