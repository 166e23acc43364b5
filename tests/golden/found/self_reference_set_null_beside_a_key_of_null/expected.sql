-- Add column "name" to "nodes"
-- Add UNIQUE (name) to "nodes"
-- SQLite cannot do this in place: rebuild "nodes"
-- Rows that point nowhere stay as they are: keys are checked at the end
-- Rows of "nodes" stop pointing at others first: deleting those would change them
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_nodes (
  code TEXT PRIMARY KEY,
  up TEXT NOT NULL REFERENCES __penumbra_new_nodes ON DELETE SET NULL,
  name TEXT UNIQUE
);
INSERT OR ABORT INTO __penumbra_new_nodes (rowid, code, up) SELECT rowid, code, up FROM nodes;
DELETE FROM nodes WHERE code IS NULL;
UPDATE nodes SET (up) = (code);
DROP TABLE nodes;
ALTER TABLE __penumbra_new_nodes RENAME TO nodes;
RELEASE penumbra_rebuild;
