-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if found is recreated already
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "found is recreated already" CHECK (check_1),
  arrived CONSTRAINT "an earlier statement failed" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE sql = 'CREATE VIRTUAL TABLE found USING fts5(body, content='''', prefix=''2 3'')');

-- Keep the settings of the search index "found"
CREATE TABLE __penumbra_old_found AS SELECT k, v FROM found_config;

-- Change virtual table "found"
DROP TABLE found;
CREATE VIRTUAL TABLE found USING fts5(body, content='', prefix='2 3');
INSERT INTO found (found, rank) SELECT k, v FROM __penumbra_old_found WHERE k <> 'version';

-- Everything is rolled back if an earlier statement failed
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM found_config) = (SELECT count(*) FROM __penumbra_old_found);
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_found;

RELEASE penumbra;
