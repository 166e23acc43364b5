-- note[lint/null-to-default]: Change the default (none → 'none') of column "title" of "docs" and make it NOT NULL: NULL becomes 'none'

SAVEPOINT penumbra;

-- Drop view "shown", which is recreated below
DROP VIEW shown;

-- Drop view "titles", which is recreated below
DROP VIEW titles;

-- Change the default (none → 'none') of column "title" of "docs" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In docs.title, NULL becomes 'none'
ALTER TABLE docs RENAME TO __penumbra_old_docs;
CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT NOT NULL DEFAULT 'none');
INSERT INTO docs (id, title) SELECT id, coalesce(title, 'none') FROM __penumbra_old_docs;

-- Recreate view "titles"
CREATE VIEW titles AS SELECT id, title FROM docs;

-- Recreate view "shown"
CREATE VIEW shown AS SELECT id, upper(title) AS title FROM titles;

-- Fill the search index "found" again: its content changes
INSERT INTO found (found) VALUES ('rebuild');

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use docs" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM docs) = (SELECT count(*) FROM __penumbra_old_docs)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_docs')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index')
    AND (SELECT count(*) FROM (SELECT * FROM found LIMIT 1)) >= 0;
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_docs;

RELEASE penumbra;
