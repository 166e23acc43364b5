-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Rename column "note" of "tags" to "oid"
ALTER TABLE tags RENAME COLUMN note TO oid;

-- Add column "_rowid_" to "tags"
ALTER TABLE tags ADD COLUMN _rowid_ INT DEFAULT 3;

-- Drop column "rowid" of "tags"
ALTER TABLE tags DROP COLUMN rowid;

RELEASE penumbra;
