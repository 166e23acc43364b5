-- +goose Up
-- Made by penumbra <version>: parent=<hash> pre=<hash> post=<hash>

-- Drop trigger "posts_numbered"
DROP TRIGGER posts_numbered;

-- Drop index "posts_author"
DROP INDEX posts_author;

-- Add column "bio" to "users"
ALTER TABLE users ADD COLUMN bio TEXT;

-- Create trigger "posts_counted"
-- +goose StatementBegin
CREATE TRIGGER posts_counted AFTER INSERT ON posts BEGIN
  UPDATE users SET posts = posts + 1 WHERE id = NEW.author; -- once for each
END;
-- +goose StatementEnd

-- +goose Down
-- The way back, made by penumbra <version>: pre=<hash> post=<hash>
-- Loses users.bio and what is in there

-- Drop trigger "posts_counted"
DROP TRIGGER posts_counted;

-- Drop column "bio" of "users"
ALTER TABLE users DROP COLUMN bio;

-- Create index "posts_author"
CREATE INDEX posts_author ON posts (author);

-- Create trigger "posts_numbered"
-- +goose StatementBegin
CREATE TRIGGER posts_numbered AFTER INSERT ON posts BEGIN
  UPDATE users SET posts = 1 WHERE id = NEW.author;
END;
-- +goose StatementEnd
