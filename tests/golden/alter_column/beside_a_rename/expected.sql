-- warning[lint/null-to-not-null]: Make column "name" of "users" NOT NULL: the migration stops if a row contains NULL there

-- Needs libSQL: SQLite has no ALTER COLUMN … TO

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if users.name contains NULL
CREATE TABLE __penumbra_gate (check_1 CONSTRAINT "users.name contains NULL" CHECK (check_1));
INSERT INTO __penumbra_gate (check_1) SELECT NOT EXISTS (SELECT 1 FROM users WHERE name IS NULL);

-- Rename table "other" to "another"
ALTER TABLE other RENAME TO another;

-- Make column "name" of "users" NOT NULL
ALTER TABLE users ALTER COLUMN name TO name TEXT NOT NULL;
INSERT OR ROLLBACK INTO __penumbra_gate (check_1) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
