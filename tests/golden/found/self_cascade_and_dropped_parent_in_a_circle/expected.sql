-- penumbra: allow data-loss

-- Drop FOREIGN KEY (owner_id) REFERENCES owners (id) of "folders"
-- Drop table "owners"
-- SQLite cannot do this in place: rebuild "folders"
-- Rows point around in a circle: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_folders (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES __penumbra_new_folders (id) ON DELETE CASCADE,
  owner_id INTEGER
);
INSERT OR ABORT INTO __penumbra_new_folders (id, parent_id, owner_id)
  SELECT id, parent_id, owner_id FROM folders;
DROP TABLE folders;
DROP TABLE owners;
ALTER TABLE __penumbra_new_folders RENAME TO folders;
RELEASE penumbra_rebuild;
