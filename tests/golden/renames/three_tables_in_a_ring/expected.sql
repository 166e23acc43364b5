-- Rename table "a" to "b", by way of another name
ALTER TABLE a RENAME TO __penumbra_swap_a;

-- Rename table "c" to "a"
ALTER TABLE c RENAME TO a;

-- Rename table "b" to "c"
ALTER TABLE b RENAME TO c;

-- Rename table "a" to "b", by way of another name
ALTER TABLE __penumbra_swap_a RENAME TO b;
