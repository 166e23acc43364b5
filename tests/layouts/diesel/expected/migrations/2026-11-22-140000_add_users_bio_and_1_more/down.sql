-- Down migration, made by penumbra <version>: pre=<hash> post=<hash>
-- Drops users.bio and its data

SAVEPOINT penumbra;

-- Drop trigger "users_named"
DROP TRIGGER users_named;

-- Drop column "bio" of "users"
ALTER TABLE users DROP COLUMN bio;

RELEASE penumbra;
