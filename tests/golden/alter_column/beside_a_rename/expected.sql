-- warning[lint/null-to-not-null]: Make column "name" of "users" NOT NULL: the migration stops if a row holds NULL there

-- Stop here, with nothing changed, if users.name holds NULL
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "users.name holds NULL" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM users WHERE name IS NULL);
DROP TABLE __penumbra_gate;

-- Rename table "other" to "another"
ALTER TABLE other RENAME TO another;

-- Make column "name" of "users" NOT NULL
ALTER TABLE users ALTER COLUMN name TO name TEXT NOT NULL;
