-- The way back, made by penumbra <version>: pre=<hash> post=<hash>
-- Loses users.bio and what is in there

-- Drop trigger "posts_counted"
DROP TRIGGER posts_counted;

-- Drop column "bio" of "users"
ALTER TABLE users DROP COLUMN bio;

-- Create index "posts_author"
CREATE INDEX posts_author ON posts (author);
