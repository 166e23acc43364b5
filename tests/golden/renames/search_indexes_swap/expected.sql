-- Rename table "one" to "two", by way of another name
ALTER TABLE one RENAME TO __penumbra_swap_one;

-- Rename table "two" to "one"
ALTER TABLE two RENAME TO one;

-- Rename table "one" to "two", by way of another name
ALTER TABLE __penumbra_swap_one RENAME TO two;
