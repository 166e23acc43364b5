SAVEPOINT penumbra;

-- Drop view "v", which is recreated below with its changes
DROP VIEW v;

-- Add column "name" to "users"
ALTER TABLE users ADD COLUMN name TEXT;

-- Change view "v"
CREATE VIEW v AS SELECT id, name FROM users;

RELEASE penumbra;
