-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop index "notes"
DROP INDEX notes;

-- Rename table "drafts" to "notes"
ALTER TABLE drafts RENAME TO notes;

-- Drop table "people"
DROP TABLE people;

RELEASE penumbra;
