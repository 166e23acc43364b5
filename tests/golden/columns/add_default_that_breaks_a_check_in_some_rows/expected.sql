-- warning[lint/check-on-existing]: Add CHECK (n > id) to "item": the migration stops if a row violates it

-- Add column "n" to "item"
-- Add CHECK (n > id) to "item"
ALTER TABLE item ADD COLUMN n INT NOT NULL DEFAULT 5 CHECK (n > id);
