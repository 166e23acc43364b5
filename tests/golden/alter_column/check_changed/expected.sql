-- Needs libSQL: SQLite has no ALTER COLUMN … TO

-- Drop CHECK (price > 0) of "items"
-- Add CHECK (price >= 0) to "items"
ALTER TABLE items ALTER COLUMN price TO price INTEGER NOT NULL CHECK (price >= 0);
