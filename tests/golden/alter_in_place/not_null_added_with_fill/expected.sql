-- Needs SQLite 3.53 or later: it alters constraints in place

SAVEPOINT penumbra;

-- Make column "email" of "users" NOT NULL
UPDATE users SET email = name || '@example.com' WHERE email IS NULL;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

RELEASE penumbra;
