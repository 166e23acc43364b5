-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if found is recreated already
CREATE TABLE __penumbra_gate (check_1 CONSTRAINT "found is recreated already" CHECK (check_1));
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE sql = 'CREATE VIRTUAL TABLE found USING fts5(body, content='''', prefix=''2 3'')');

-- Change virtual table "found"
DROP TABLE found;
CREATE VIRTUAL TABLE found USING fts5(body, content='', prefix='2 3');
INSERT OR ROLLBACK INTO __penumbra_gate (check_1) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
