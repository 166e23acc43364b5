-- penumbra: allow data-loss

-- Drop column "bio" of "users"
ALTER TABLE users DROP COLUMN bio;
