SAVEPOINT penumbra;

-- Add column "a" to "t"
ALTER TABLE t ADD COLUMN a TEXT;

-- Create index "t_a"
CREATE UNIQUE INDEX t_a ON t (a);

RELEASE penumbra;
