SAVEPOINT penumbra;

-- Rename column "a" of "t" to "b", in two steps
ALTER TABLE t RENAME COLUMN a TO __penumbra_swap_a;

-- Rename column "b" of "t" to "a"
ALTER TABLE t RENAME COLUMN b TO a;

-- Rename column "a" of "t" to "b", in two steps
ALTER TABLE t RENAME COLUMN __penumbra_swap_a TO b;

RELEASE penumbra;
