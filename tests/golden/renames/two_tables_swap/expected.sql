SAVEPOINT penumbra;

-- Renaming a table also updates what references it
PRAGMA legacy_alter_table = OFF;

-- Rename table "a" to "b", in two steps
ALTER TABLE a RENAME TO __penumbra_swap_a;

-- Rename table "b" to "a"
ALTER TABLE b RENAME TO a;

-- Rename table "a" to "b", in two steps
ALTER TABLE __penumbra_swap_a RENAME TO b;

-- Everything is rolled back if an earlier statement failed
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "an earlier statement failed, or the file has run before" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name IN ('__penumbra_swap_a'))
    AND EXISTS (SELECT 1 FROM pragma_table_xinfo('b') WHERE lower(name) = 'text');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
