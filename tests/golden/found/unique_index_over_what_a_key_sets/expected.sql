SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the default (none → 'new') of column "label" of "folders"
-- SQLite can only do this by rebuilding the table
ALTER TABLE folders RENAME TO __penumbra_old_folders;
DROP INDEX folders_parent;
CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  parent INTEGER REFERENCES folders (id) ON DELETE SET NULL,
  label TEXT DEFAULT 'new'
);
CREATE INDEX __penumbra_key_folders_parent ON folders (parent);
INSERT INTO folders (id, parent, label) SELECT id, parent, label FROM __penumbra_old_folders;
DROP INDEX __penumbra_key_folders_parent;
CREATE UNIQUE INDEX folders_parent ON folders (coalesce(parent, 0), label);

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use folders" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM folders) = (SELECT count(*) FROM __penumbra_old_folders)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_folders')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_folders_parent ON __penumbra_old_folders (parent);
UPDATE __penumbra_old_folders SET parent = NULL;
DROP TABLE __penumbra_old_folders;

RELEASE penumbra;
