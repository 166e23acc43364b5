-- Add column "weight" to "items"
-- Add CHECK (weight > 0) to "items"
ALTER TABLE items ADD COLUMN weight INTEGER CHECK (weight > 0);
