-- penumbra: allow data-loss

-- Drop column "b" of "t"
ALTER TABLE t DROP COLUMN b;
