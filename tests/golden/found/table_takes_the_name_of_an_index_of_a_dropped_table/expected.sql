-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop index "notes"
DROP INDEX notes;

-- Rename table "drafts" to "notes"
ALTER TABLE drafts RENAME TO notes;

-- Drop table "people"
ALTER TABLE people RENAME TO __penumbra_old_people;

-- Nothing is dropped that unknown objects use
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "unknown objects use people" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_people;

RELEASE penumbra;
