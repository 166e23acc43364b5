-- Add CHECK (name <> '') to "folders"
-- SQLite cannot do this in place: rebuild "folders"
-- Rows of "folders" point at themselves first: deleting others would set them to NULL
CREATE TABLE __penumbra_new_folders (
  id INTEGER PRIMARY KEY,
  name TEXT CHECK (name <> ''),
  parent_id INTEGER NOT NULL REFERENCES __penumbra_new_folders (id) ON DELETE SET NULL
);
INSERT OR ABORT INTO __penumbra_new_folders (id, name, parent_id)
  SELECT id, name, parent_id FROM folders;
UPDATE folders SET (parent_id) = (id);
DROP TABLE folders;
ALTER TABLE __penumbra_new_folders RENAME TO folders;
