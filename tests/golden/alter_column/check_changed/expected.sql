-- Stop here, with nothing changed, if items.check fails for a row
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "items.check fails for a row" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM items WHERE NOT (price >= 0));
DROP TABLE __penumbra_gate;

-- Drop CHECK (price > 0) of "items"
-- Add CHECK (price >= 0) to "items"
ALTER TABLE items ALTER COLUMN price TO price INTEGER NOT NULL CHECK (price >= 0);
