-- penumbra: allow data-loss

-- Make room: view "profiles" comes back below, changed
DROP VIEW profiles;

-- Drop column "bio" of "users"
ALTER TABLE users DROP COLUMN bio;

-- Change view "profiles"
CREATE VIEW profiles AS SELECT id, name FROM users;
