-- penumbra: allow data-loss:notes

SAVEPOINT penumbra;

-- Drop table "notes"
ALTER TABLE notes RENAME TO __penumbra_old_notes;

-- Create virtual table "notes"
CREATE VIRTUAL TABLE notes USING fts5(body);

-- Nothing is dropped that unknown objects use
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "unknown objects use notes" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_notes;

RELEASE penumbra;
