SAVEPOINT penumbra;

-- Rename column "a" of "t" to "b", in two steps
ALTER TABLE t RENAME COLUMN a TO __penumbra_swap_a;

-- Rename column "b" of "t" to "a"
ALTER TABLE t RENAME COLUMN b TO a;

-- Rename column "a" of "t" to "b", in two steps
ALTER TABLE t RENAME COLUMN __penumbra_swap_a TO b;

-- Everything is rolled back if an earlier statement failed
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "an earlier statement failed, or the file has run before" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE EXISTS (SELECT 1 FROM pragma_table_xinfo('t') WHERE lower(name) = 'a' AND upper(type) = 'INTEGER');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
