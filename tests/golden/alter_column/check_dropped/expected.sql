-- Needs libSQL: SQLite has no ALTER COLUMN … TO

-- Drop CHECK (price > 0) of "items"
ALTER TABLE items ALTER COLUMN price TO price INTEGER NOT NULL;
