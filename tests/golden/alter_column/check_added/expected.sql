-- Stop here, with nothing changed, if items.positive fails for a row
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "items.positive fails for a row" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM items WHERE NOT (price > 0));
DROP TABLE __penumbra_gate;

-- Add CHECK (price > 0) to "items"
ALTER TABLE items ALTER COLUMN price TO price INTEGER NOT NULL CONSTRAINT positive CHECK (price > 0);
