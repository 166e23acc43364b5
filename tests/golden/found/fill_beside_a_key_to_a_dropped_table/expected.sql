-- penumbra: allow data-loss

-- Drop column "parent_id" of "folders"
-- Drop column "owner_id" of "folders"
-- Add column "name" to "folders"
-- Add column "kind" to "folders"
-- Drop FOREIGN KEY (parent_id) REFERENCES folders (id) ON DELETE CASCADE of "folders"
-- Drop FOREIGN KEY (owner_id) REFERENCES owners (id) of "folders"
-- Drop table "owners"
-- SQLite cannot do this in place: rebuild "folders"
CREATE TABLE __penumbra_new_folders (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL
);
INSERT OR ABORT INTO __penumbra_new_folders (id, name, kind) SELECT id, 'none', 'plain' FROM folders;
DROP TABLE folders;
DROP TABLE owners;
ALTER TABLE __penumbra_new_folders RENAME TO folders;
