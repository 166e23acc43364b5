SAVEPOINT penumbra;

-- Add column "a" to "t"
ALTER TABLE t ADD COLUMN a TEXT;

-- Add column "b" to "t"
ALTER TABLE t ADD COLUMN b INT NOT NULL DEFAULT 3;

RELEASE penumbra;
