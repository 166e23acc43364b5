SAVEPOINT penumbra;

-- Stop here, with nothing changed, if users.code is there already
CREATE TABLE __penumbra_gate (check_1 CONSTRAINT "users.code is there already" CHECK (check_1));
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM pragma_table_xinfo('users') WHERE lower(name) = 'code');

-- Add column "code" to "users"
-- Existing rows get NULL in code, not its default
ALTER TABLE users ADD COLUMN code TEXT DEFAULT 'none';
UPDATE users SET code = NULL;

-- Create index "users_code"
CREATE UNIQUE INDEX users_code ON users (code);
INSERT OR ROLLBACK INTO __penumbra_gate (check_1) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
