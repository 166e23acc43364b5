-- penumbra: allow data-loss:notes

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if notes is recreated already
CREATE TABLE __penumbra_gate (check_1 CONSTRAINT "notes is recreated already" CHECK (check_1));
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE sql = 'CREATE TABLE notes (body TEXT)');

-- Drop virtual table "notes"
DROP TABLE notes;

-- Create table "notes"
CREATE TABLE notes (body TEXT);
INSERT OR ROLLBACK INTO __penumbra_gate (check_1) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
