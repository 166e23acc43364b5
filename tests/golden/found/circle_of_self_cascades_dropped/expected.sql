-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Tables reference each other: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Drop table "folders"
-- Drop table "owners"
ALTER TABLE folders RENAME TO __penumbra_old_folders;
ALTER TABLE owners RENAME TO __penumbra_old_owners;

-- Nothing is dropped that unknown objects use
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "unknown objects use folders, owners" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_folders_parent_id ON __penumbra_old_folders (parent_id);
CREATE INDEX __penumbra_key___penumbra_old_folders_owner_id ON __penumbra_old_folders (owner_id);
CREATE INDEX __penumbra_key___penumbra_old_owners_boss_id ON __penumbra_old_owners (boss_id);
CREATE INDEX __penumbra_key___penumbra_old_owners_home_id ON __penumbra_old_owners (home_id);
UPDATE __penumbra_old_folders SET parent_id = NULL;
UPDATE __penumbra_old_owners SET boss_id = NULL;
DROP TABLE __penumbra_old_owners;
CREATE TABLE __penumbra_old_owners (id, PRIMARY KEY (id));
DROP TABLE __penumbra_old_folders;
DROP TABLE __penumbra_old_owners;

RELEASE penumbra;
