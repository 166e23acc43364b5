-- warning[lint/check-on-existing]: Add CHECK (price > 0) to "items": the migration stops if a row violates it

-- Needs libSQL: SQLite has no ALTER COLUMN … TO

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if items has rows that violate the check "positive"
CREATE TABLE __penumbra_gate (check_1 CONSTRAINT "items has rows that violate the check ""positive""" CHECK (check_1));
INSERT INTO __penumbra_gate (check_1) SELECT NOT EXISTS (SELECT 1 FROM items WHERE NOT (price > 0));

-- Add CHECK (price > 0) to "items"
ALTER TABLE items ALTER COLUMN price TO price INTEGER NOT NULL CONSTRAINT positive CHECK (price > 0);
INSERT OR ROLLBACK INTO __penumbra_gate (check_1) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
