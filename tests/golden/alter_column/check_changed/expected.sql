-- warning[lint/check-on-existing]: Add CHECK (price >= 0) to "items": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of items fails CHECK (price >= 0)
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of items fails CHECK (price >= 0)" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM items WHERE NOT (price >= 0));
DROP TABLE __penumbra_gate;

-- Drop CHECK (price > 0) of "items"
-- Add CHECK (price >= 0) to "items"
ALTER TABLE items ALTER COLUMN price TO price INTEGER NOT NULL CHECK (price >= 0);
