-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop table "docs"
ALTER TABLE docs RENAME TO __penumbra_old_docs;

-- Nothing is dropped that unknown objects use
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "unknown objects use docs" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_docs;

RELEASE penumbra;
