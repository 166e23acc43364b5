-- warning[lint/data-loss]: The migration drops column "old" of "users" and its data
-- warning[lint/null-to-not-null]: Make column "email" of "users" NOT NULL: the migration stops if a row contains NULL there

-- Needs libSQL: SQLite has no ALTER COLUMN … TO
-- Drops users.old and its data: "penumbra check" fails until it is allowed

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if users.email contains NULL
CREATE TABLE __penumbra_gate (check_1 CONSTRAINT "users.email contains NULL" CHECK (check_1));
INSERT INTO __penumbra_gate (check_1) SELECT NOT EXISTS (SELECT 1 FROM users WHERE email IS NULL);

-- Allow NULL in column "name" of "users"
ALTER TABLE users ALTER COLUMN name TO name TEXT;

-- Make column "email" of "users" NOT NULL
ALTER TABLE users ALTER COLUMN email TO email TEXT NOT NULL;

-- Add column "bio" to "users"
-- Add CHECK (length(bio) < 100) to "users"
ALTER TABLE users ADD COLUMN bio TEXT CHECK (length(bio) < 100);

-- Drop column "old" of "users"
ALTER TABLE users DROP COLUMN old;
INSERT OR ROLLBACK INTO __penumbra_gate (check_1) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
