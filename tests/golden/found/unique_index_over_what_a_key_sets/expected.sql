-- Change the default (none → 'new') of column "label" of "folders"
-- SQLite cannot do this in place: rebuild "folders"
-- Rows that point nowhere stay as they are: keys are checked at the end
-- Columns of "folders" are set while its rows go: folders_parent must not stand against that
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_folders (
  id INTEGER PRIMARY KEY,
  parent INTEGER REFERENCES __penumbra_new_folders (id) ON DELETE SET NULL,
  label TEXT DEFAULT 'new'
);
INSERT OR ABORT INTO __penumbra_new_folders (id, parent, label)
  SELECT id, parent, label FROM folders;
DROP INDEX folders_parent;
DROP TABLE folders;
ALTER TABLE __penumbra_new_folders RENAME TO folders;
RELEASE penumbra_rebuild;

-- Restore index "folders_parent"
CREATE UNIQUE INDEX folders_parent ON folders (coalesce(parent, 0), label);
