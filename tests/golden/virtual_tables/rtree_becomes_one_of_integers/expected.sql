-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if r is recreated already
CREATE TABLE __penumbra_gate (check_1 CONSTRAINT "r is recreated already" CHECK (check_1));
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE sql = 'CREATE VIRTUAL TABLE r USING rtree_i32(id, x0, x1)');

-- Change virtual table "r"
DROP TABLE r;
CREATE VIRTUAL TABLE r USING rtree_i32(id, x0, x1);
INSERT OR ROLLBACK INTO __penumbra_gate (check_1) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
