-- penumbra: allow data-loss

-- Make room: index "t_lower" comes back below, changed
DROP INDEX t_lower;

-- Drop column "b" of "t"
ALTER TABLE t DROP COLUMN b;

-- Change index "t_lower"
CREATE INDEX t_lower ON t (a, lower(a));
