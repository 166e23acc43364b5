-- warning[lint/unique-on-existing]: Create index "t_main": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Add column "main" to "t"
ALTER TABLE t ADD COLUMN main INTEGER NOT NULL DEFAULT 0;

-- Create index "t_main"
CREATE UNIQUE INDEX t_main ON t (main) WHERE main = 1;

RELEASE penumbra;
