-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Tables reference each other: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Drop FOREIGN KEY (home_id) REFERENCES folders (id) of "owners"
-- SQLite can only do this by rebuilding the table
-- Drop table "folders"
ALTER TABLE owners RENAME TO __penumbra_old_owners;
ALTER TABLE folders RENAME TO __penumbra_old_folders;
CREATE TABLE owners (id INTEGER PRIMARY KEY, home_id INTEGER);
INSERT INTO owners (id, home_id) SELECT id, home_id FROM __penumbra_old_owners;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use owners, folders" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM owners) = (SELECT count(*) FROM __penumbra_old_owners)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_owners')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_owners_home_id ON __penumbra_old_owners (home_id);
CREATE INDEX __penumbra_key___penumbra_old_folders_other_id ON __penumbra_old_folders (other_id);
UPDATE __penumbra_old_folders SET other_id = NULL;
DROP TABLE __penumbra_old_folders;
CREATE TABLE __penumbra_old_folders (id, PRIMARY KEY (id));
DROP TABLE __penumbra_old_owners;
DROP TABLE __penumbra_old_folders;

RELEASE penumbra;
