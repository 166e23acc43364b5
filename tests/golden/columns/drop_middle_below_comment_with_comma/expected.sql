-- penumbra: allow data-loss

-- Drop column "a" of "t"
ALTER TABLE t DROP COLUMN a;
