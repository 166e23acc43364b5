-- +migrate Up
-- Made by penumbra <version>: parent=<hash> pre=<hash> post=<hash>

SAVEPOINT penumbra;

-- Add column "bio" to "users"
ALTER TABLE users ADD COLUMN bio TEXT;

-- Create trigger "users_named"
-- +migrate StatementBegin
CREATE TRIGGER users_named AFTER INSERT ON users BEGIN
  UPDATE users SET name = trim(name) WHERE id = NEW.id;
END;
-- +migrate StatementEnd

RELEASE penumbra;

-- +migrate Down
-- Down migration, made by penumbra <version>: pre=<hash> post=<hash>
-- Drops users.bio and its data

SAVEPOINT penumbra;

-- Drop trigger "users_named"
DROP TRIGGER users_named;

-- Drop column "bio" of "users"
ALTER TABLE users DROP COLUMN bio;

RELEASE penumbra;
