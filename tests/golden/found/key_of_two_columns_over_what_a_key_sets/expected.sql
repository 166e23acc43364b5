-- Change the default (none → 'new') of column "label" of "folders"
-- SQLite cannot do this in place: rebuild "folders"
-- Rows that point nowhere stay as they are: keys are checked at the end
-- Rows of "folders" stop pointing at others first: deleting those would change them
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_folders (
  id INTEGER PRIMARY KEY,
  parent INTEGER DEFAULT 0 REFERENCES __penumbra_new_folders (id) ON DELETE SET DEFAULT,
  label TEXT DEFAULT 'new',
  UNIQUE (parent, label)
);
INSERT OR ABORT INTO __penumbra_new_folders (id, parent, label)
  SELECT id, parent, label FROM folders;
UPDATE folders SET parent = NULL;
DROP TABLE folders;
ALTER TABLE __penumbra_new_folders RENAME TO folders;
RELEASE penumbra_rebuild;
