SAVEPOINT penumbra;

-- Create virtual table "found"
CREATE VIRTUAL TABLE found USING fts5(title, body, content='docs', content_rowid='id');

-- Create virtual table "notes"
CREATE VIRTUAL TABLE notes USING fts5(body);

-- Fill the search index "found"
INSERT INTO found (found) VALUES ('rebuild');

-- Everything is rolled back if an earlier statement failed
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "an earlier statement failed" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM (SELECT * FROM found LIMIT 1)) >= 0;
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
