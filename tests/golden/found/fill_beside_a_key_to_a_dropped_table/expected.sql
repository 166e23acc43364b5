-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Drop column "parent_id" of "folders"
-- Drop column "owner_id" of "folders"
-- Add column "name" to "folders"
-- Add column "kind" to "folders"
-- Drop FOREIGN KEY (parent_id) REFERENCES folders (id) ON DELETE CASCADE of "folders"
-- Drop FOREIGN KEY (owner_id) REFERENCES owners (id) of "folders"
-- SQLite can only do this by rebuilding the table
-- Drop table "owners"
ALTER TABLE folders RENAME TO __penumbra_old_folders;
ALTER TABLE owners RENAME TO __penumbra_old_owners;
CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL
);
INSERT INTO folders (id, name, kind) SELECT id, 'none', 'plain' FROM __penumbra_old_folders;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use folders, owners" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM folders) = (SELECT count(*) FROM __penumbra_old_folders)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_folders') WHERE lower(name) NOT IN ('parent_id', 'owner_id')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_folders_parent_id ON __penumbra_old_folders (parent_id);
UPDATE __penumbra_old_folders SET parent_id = NULL;
DROP TABLE __penumbra_old_folders;
DROP TABLE __penumbra_old_owners;

RELEASE penumbra;
