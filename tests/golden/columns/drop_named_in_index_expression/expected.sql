-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Change index "t_lower"
DROP INDEX t_lower;
CREATE INDEX t_lower ON t (a, lower(a));

-- Drop column "b" of "t"
ALTER TABLE t DROP COLUMN b;

RELEASE penumbra;
