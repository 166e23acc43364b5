SAVEPOINT penumbra;

-- Renaming a table also updates what references it
PRAGMA legacy_alter_table = OFF;

-- Keep the settings of the search index "found"
CREATE TABLE __penumbra_old_found AS SELECT k, v FROM found_config;

-- Drop virtual table "found", which is recreated below with its changes
DROP TABLE found;

-- Rename table "docs" to "pages"
ALTER TABLE docs RENAME TO pages;

-- Change virtual table "found"
CREATE VIRTUAL TABLE found USING fts5(body, content='pages', content_rowid='id');
INSERT INTO found (found, rank) SELECT k, v FROM __penumbra_old_found WHERE k <> 'version';

-- Fill the search index "found"
INSERT INTO found (found) VALUES ('rebuild');

-- Everything is rolled back if an earlier statement failed
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "an earlier statement failed" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM found_config) = (SELECT count(*) FROM __penumbra_old_found)
    AND (SELECT count(*) FROM (SELECT * FROM found LIMIT 1)) >= 0;
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_found;

RELEASE penumbra;
