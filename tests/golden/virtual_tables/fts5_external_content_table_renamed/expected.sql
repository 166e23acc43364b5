SAVEPOINT penumbra;

-- Renaming a table also updates what references it
PRAGMA legacy_alter_table = OFF;

-- Drop virtual table "found", which is recreated below with its changes
DROP TABLE found;

-- Rename table "docs" to "pages"
ALTER TABLE docs RENAME TO pages;

-- Change virtual table "found"
CREATE VIRTUAL TABLE found USING fts5(body, content='pages', content_rowid='id');

-- Fill the search index "found"
INSERT INTO found (found) VALUES ('rebuild');

-- Everything is rolled back if an earlier statement failed
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "an earlier statement failed" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM (SELECT * FROM found LIMIT 1)) >= 0;
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
