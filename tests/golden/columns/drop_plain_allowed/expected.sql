-- penumbra: allow data-loss:users.bio

-- Drop column "bio" of "users"
ALTER TABLE users DROP COLUMN bio;
