-- warning[lint/data-loss]: The migration drops column "bio" of "users" and its data

-- Drops users.bio and its data: "penumbra check" fails until it is allowed

-- Drop column "bio" of "users"
ALTER TABLE users DROP COLUMN bio;
