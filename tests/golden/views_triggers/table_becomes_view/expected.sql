-- penumbra: allow data-loss:names

SAVEPOINT penumbra;

-- Drop table "names"
ALTER TABLE names RENAME TO __penumbra_old_names;

-- Create view "names"
CREATE VIEW names AS SELECT name FROM users;

-- Nothing is dropped that unknown objects use
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "unknown objects use names" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_names;

RELEASE penumbra;
