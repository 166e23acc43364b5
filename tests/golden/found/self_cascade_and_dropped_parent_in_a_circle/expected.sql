-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Tables reference each other: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Drop FOREIGN KEY (owner_id) REFERENCES owners (id) of "folders"
-- SQLite can only do this by rebuilding the table
-- Drop table "owners"
ALTER TABLE folders RENAME TO __penumbra_old_folders;
ALTER TABLE owners RENAME TO __penumbra_old_owners;
CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES folders (id) ON DELETE CASCADE,
  owner_id INTEGER
);
CREATE INDEX __penumbra_key_folders_parent_id ON folders (parent_id);
INSERT INTO folders (id, parent_id, owner_id)
  SELECT id, parent_id, owner_id FROM __penumbra_old_folders;
DROP INDEX __penumbra_key_folders_parent_id;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use folders, owners" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM folders) = (SELECT count(*) FROM __penumbra_old_folders)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_folders')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_folders_parent_id ON __penumbra_old_folders (parent_id);
CREATE INDEX __penumbra_key___penumbra_old_folders_owner_id ON __penumbra_old_folders (owner_id);
CREATE INDEX __penumbra_key___penumbra_old_owners_home_id ON __penumbra_old_owners (home_id);
UPDATE __penumbra_old_folders SET parent_id = NULL;
DROP TABLE __penumbra_old_owners;
CREATE TABLE __penumbra_old_owners (id, PRIMARY KEY (id));
DROP TABLE __penumbra_old_folders;
DROP TABLE __penumbra_old_owners;

RELEASE penumbra;
