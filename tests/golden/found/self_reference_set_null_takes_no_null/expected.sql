-- warning[lint/check-on-existing]: Add CHECK (name <> '') to "folders": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of folders fails CHECK (name <> '')
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of folders fails CHECK (name <> '')" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM folders WHERE NOT (name <> ''));
DROP TABLE __penumbra_gate;

-- Add CHECK (name <> '') to "folders"
-- SQLite cannot do this in place: rebuild "folders"
-- Rows that point nowhere stay as they are: keys are checked at the end
-- Rows of "folders" stop pointing at others first: deleting those would change them
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
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
RELEASE penumbra_rebuild;
