-- penumbra: allow data-loss

-- Change view "profiles"
DROP VIEW profiles;

-- Drop column "bio" of "users"
ALTER TABLE users DROP COLUMN bio;

-- Change view "profiles"
CREATE VIEW profiles AS SELECT id, name FROM users;
