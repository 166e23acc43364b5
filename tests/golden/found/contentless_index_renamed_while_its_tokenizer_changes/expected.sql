-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Rename table "notes_search" to "tags"
-- Change virtual table "tags"
DROP TABLE notes_search;

-- Change virtual table "tags"
CREATE VIRTUAL TABLE tags USING fts5(count, tokenize='porter', content='');

-- Everything is rolled back if an earlier statement failed
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "an earlier statement failed" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'notes_search');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
