-- Rename table "a" to "b", by way of another name
ALTER TABLE a RENAME TO __penumbra_swap_a;

-- Rename table "b" to "a"
ALTER TABLE b RENAME TO a;

-- Rename table "a" to "b", by way of another name
ALTER TABLE __penumbra_swap_a RENAME TO b;
