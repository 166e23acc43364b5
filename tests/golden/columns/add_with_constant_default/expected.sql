SAVEPOINT penumbra;

-- Add column "role" to "users"
ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'member';

-- Add column "score" to "users"
ALTER TABLE users ADD COLUMN score INTEGER NOT NULL DEFAULT (0);

-- Add column "rank" to "users"
ALTER TABLE users ADD COLUMN rank INTEGER DEFAULT -1;

-- Add column "active" to "users"
ALTER TABLE users ADD COLUMN active BOOLEAN NOT NULL DEFAULT TRUE;

-- Add column "seal" to "users"
ALTER TABLE users ADD COLUMN seal BLOB DEFAULT x'00ff';

-- Add column "note" to "users"
ALTER TABLE users ADD COLUMN note TEXT DEFAULT 'it''s, (so); -- to say';

RELEASE penumbra;
