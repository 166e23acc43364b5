-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop view "profiles", which is recreated below with its changes
DROP VIEW profiles;

-- Drop column "bio" of "users"
ALTER TABLE users DROP COLUMN bio;

-- Change view "profiles"
CREATE VIEW profiles AS SELECT id, name FROM users;

RELEASE penumbra;
