SAVEPOINT penumbra;

-- Add column "c" to "t"
-- Add CHECK (c <> ',') to "t"
ALTER TABLE t ADD COLUMN c TEXT CHECK (c <> ',');

-- Add column "d" to "t"
ALTER TABLE t ADD COLUMN d TEXT DEFAULT ',';

RELEASE penumbra;
