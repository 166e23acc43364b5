-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Add column "d" to "t"
ALTER TABLE t ADD COLUMN d REAL DEFAULT 2;

-- Add column "e" to "t"
ALTER TABLE t ADD COLUMN e TEXT COLLATE NOCASE;

-- Drop column "a" of "t"
ALTER TABLE t DROP COLUMN a;

-- Drop column "c" of "t"
ALTER TABLE t DROP COLUMN c;

RELEASE penumbra;
