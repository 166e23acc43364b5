-- penumbra: allow data-loss:notes

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if notes is recreated already
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "notes is recreated already" CHECK (check_1),
  arrived CONSTRAINT "unknown objects use notes" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE sql = 'CREATE VIRTUAL TABLE notes USING fts5(body)');

-- Drop table "notes"
ALTER TABLE notes RENAME TO __penumbra_old_notes;

-- Create virtual table "notes"
CREATE VIRTUAL TABLE notes USING fts5(body);

-- Nothing is dropped that unknown objects use
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_notes;

RELEASE penumbra;
