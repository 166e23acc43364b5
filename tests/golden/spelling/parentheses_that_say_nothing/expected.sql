-- Add column "note" to "goods"
ALTER TABLE goods ADD COLUMN note TEXT;
