-- warning[lint/unique-on-existing]: Create index "t_unique": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Create index "t_collated"
CREATE INDEX t_collated ON t (a COLLATE NOCASE);

-- Create index "t_expression"
CREATE INDEX t_expression ON t (lower(a), length(b) DESC);

-- Create index "t_partial"
CREATE INDEX t_partial ON t (b) WHERE a IS NOT NULL AND b > 'a';

-- Create index "t_plain"
CREATE INDEX t_plain ON t (a);

-- Create index "t_unique"
CREATE UNIQUE INDEX t_unique ON t (a, b DESC);

RELEASE penumbra;
