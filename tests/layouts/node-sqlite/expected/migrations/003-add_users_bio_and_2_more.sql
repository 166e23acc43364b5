-- Up
-- Made by penumbra <version>: parent=<hash> pre=<hash> post=<hash>

SAVEPOINT penumbra;

-- Drop index "posts_author"
DROP INDEX posts_author;

-- Add column "bio" to "users"
ALTER TABLE users ADD COLUMN bio TEXT;

-- Create trigger "posts_counted"
CREATE TRIGGER posts_counted AFTER INSERT ON posts BEGIN
  UPDATE users SET posts = posts + 1 WHERE id = NEW.author; -- once for each
END;

RELEASE penumbra;

-- Down
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
