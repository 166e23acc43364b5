-- Down migration, made by penumbra <version>: pre=<hash> post=<hash>
-- Drops users.bio and its data

SAVEPOINT penumbra;

-- Drop trigger "posts_counted"
DROP TRIGGER posts_counted;

-- Create index "posts_author"
CREATE INDEX posts_author ON posts (author);

-- Drop column "bio" of "users"
ALTER TABLE users DROP COLUMN bio;

RELEASE penumbra;
