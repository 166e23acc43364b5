-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop index "notes"
DROP INDEX notes;

-- Rename table "drafts" to "notes"
ALTER TABLE drafts RENAME TO notes;

-- Drop table "people"
DROP TABLE people;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "an earlier statement failed" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name IN ('drafts'));
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
