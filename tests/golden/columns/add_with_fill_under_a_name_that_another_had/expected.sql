SAVEPOINT penumbra;

-- Stop here, with nothing changed, if users.full_name is there already
CREATE TABLE __penumbra_gate (check_1 CONSTRAINT "users.full_name is there already" CHECK (check_1));
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM pragma_table_xinfo('users') WHERE lower(name) = 'full_name');

-- Rename column "name" of "users" to "full_name"
ALTER TABLE users RENAME COLUMN name TO full_name;

-- Add column "name" to "users"
ALTER TABLE users ADD COLUMN name TEXT;
UPDATE users SET name = lower(full_name);
INSERT OR ROLLBACK INTO __penumbra_gate (check_1) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
