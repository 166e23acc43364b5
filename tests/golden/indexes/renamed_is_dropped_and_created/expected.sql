SAVEPOINT penumbra;

-- Drop index "old_name"
DROP INDEX old_name;

-- Create index "new_name"
CREATE INDEX new_name ON t (a);

RELEASE penumbra;
