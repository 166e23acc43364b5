-- warning[lint/data-loss]: The migration drops column "old" of "users" and what it holds
-- warning[lint/null-to-not-null]: Make column "email" of "users" NOT NULL: the migration stops if a row holds NULL there

-- Loses users.old and what is in there; "penumbra check" fails until it is allowed

-- Stop here, with nothing changed, if users.email holds NULL
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "users.email holds NULL" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM users WHERE email IS NULL);
DROP TABLE __penumbra_gate;

-- Let column "name" of "users" be NULL
ALTER TABLE users ALTER COLUMN name TO name TEXT;

-- Make column "email" of "users" NOT NULL
ALTER TABLE users ALTER COLUMN email TO email TEXT NOT NULL;

-- Drop column "old" of "users"
ALTER TABLE users DROP COLUMN old;

-- Add column "bio" to "users"
-- Add CHECK (length(bio) < 100) to "users"
ALTER TABLE users ADD COLUMN bio TEXT CHECK (length(bio) < 100);
