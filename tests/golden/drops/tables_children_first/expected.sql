-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop table "c"
-- Drop table "b"
-- Drop table "a"
ALTER TABLE c RENAME TO __penumbra_old_c;
ALTER TABLE b RENAME TO __penumbra_old_b;
ALTER TABLE a RENAME TO __penumbra_old_a;

-- Nothing is dropped that unknown objects use
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "unknown objects use c, b, a" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_c;
DROP TABLE __penumbra_old_b;
DROP TABLE __penumbra_old_a;

RELEASE penumbra;
