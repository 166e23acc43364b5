-- penumbra: allow data-loss

-- Drop FOREIGN KEY (home_id) REFERENCES folders (id) of "owners"
-- Drop table "folders"
-- SQLite cannot do this in place: rebuild "owners"
-- Rows point around in a circle: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_owners (id INTEGER PRIMARY KEY, home_id INTEGER);
INSERT OR ABORT INTO __penumbra_new_owners (id, home_id) SELECT id, home_id FROM owners;
DROP TABLE folders;
DROP TABLE owners;
ALTER TABLE __penumbra_new_owners RENAME TO owners;
RELEASE penumbra_rebuild;
