SAVEPOINT penumbra;

-- Drop trigger "users_counted", which is recreated below
DROP TRIGGER users_counted;

-- Add column "slug" to "users"
ALTER TABLE users ADD COLUMN slug TEXT;
UPDATE users SET slug = lower(name);

-- Recreate trigger "users_counted"
CREATE TRIGGER users_counted AFTER UPDATE ON users BEGIN
  UPDATE users SET changes = changes + 1 WHERE id = NEW.id;
END;

RELEASE penumbra;
