-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Rename table "events" to "items"
ALTER TABLE events RENAME TO items;

-- Drop column "x" of "items"
ALTER TABLE items DROP COLUMN x;

-- Create trigger "events"
CREATE TRIGGER events AFTER DELETE ON p BEGIN DELETE FROM items; END;

-- Everything is rolled back if an earlier statement failed
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "an earlier statement failed" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name IN ('events'));
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
