-- Add column "stock" to "goods"
-- Add CHECK (stock >= 0) to "goods"
ALTER TABLE goods ADD COLUMN stock INTEGER NOT NULL DEFAULT 0 CHECK (stock >= 0);
