-- Add column "c" to "t"
-- Add the check (c <> ',') to "t"
ALTER TABLE t ADD COLUMN c TEXT CHECK (c <> ',');

-- Add column "d" to "t"
ALTER TABLE t ADD COLUMN d TEXT DEFAULT ',';
