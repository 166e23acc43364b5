-- note[lint/null-to-default]: Change the default (none → '') of column "body" of "sheets" and make it NOT NULL: NULL becomes ''

SAVEPOINT penumbra;

-- Drop virtual table "pf", which is recreated below with its changes
DROP TABLE pf;

-- Rename table "own" to "own2"
ALTER TABLE own RENAME TO own2;

-- Rename table "pages" to "sheets"
-- Change the default (none → '') of column "body" of "sheets" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In sheets.body, NULL becomes ''
ALTER TABLE pages RENAME TO __penumbra_old_pages;
CREATE TABLE sheets (id INTEGER PRIMARY KEY, body TEXT NOT NULL DEFAULT '');
INSERT INTO sheets (id, body) SELECT id, coalesce(body, '') FROM __penumbra_old_pages;

-- Change virtual table "pf"
CREATE VIRTUAL TABLE pf USING fts4(body, content="sheets");

-- Fill the search index "pf"
INSERT INTO pf (pf) VALUES ('rebuild');

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use pages" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM sheets) = (SELECT count(*) FROM __penumbra_old_pages)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_pages')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index')
    AND (SELECT count(*) FROM (SELECT * FROM pf LIMIT 1)) >= 0;
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_pages;

RELEASE penumbra;
