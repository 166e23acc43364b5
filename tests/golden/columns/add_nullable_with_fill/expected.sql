SAVEPOINT penumbra;

-- Add column "slug" to "users"
ALTER TABLE users ADD COLUMN slug TEXT;
UPDATE users SET slug = lower(name);

RELEASE penumbra;
