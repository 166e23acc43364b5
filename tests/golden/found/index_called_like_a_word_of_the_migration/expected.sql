-- Add column "note" to "visits"
ALTER TABLE visits ADD COLUMN note TEXT;
