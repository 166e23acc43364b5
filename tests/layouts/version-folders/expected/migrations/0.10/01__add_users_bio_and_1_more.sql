-- Made by penumbra <version>: parent=<hash> pre=<hash> post=<hash>

SAVEPOINT penumbra;

-- Add column "bio" to "users"
ALTER TABLE users ADD COLUMN bio TEXT;

-- Create trigger "users_named"
CREATE TRIGGER users_named AFTER INSERT ON users BEGIN
  UPDATE users SET name = trim(name) WHERE id = NEW.id;
END;

RELEASE penumbra;
