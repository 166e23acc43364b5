-- warning[lint/strict-or-without-rowid]: Add PRIMARY KEY (id) to "docs": the migration stops if a row contains a value that the table does not accept
-- warning[lint/null-to-rowid]: Add PRIMARY KEY (id) to "docs": NULL becomes a new number

SAVEPOINT penumbra;

-- Change the type (INT → INTEGER) of column "id" of "docs"
-- Drop PRIMARY KEY (id) of "docs"
-- Add PRIMARY KEY (id) to "docs"
-- SQLite can only do this by rebuilding the table
-- In docs.id, NULL becomes a new number
ALTER TABLE docs RENAME TO __penumbra_old_docs;
CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT);
INSERT INTO docs (id, body) SELECT id, body FROM __penumbra_old_docs ORDER BY id IS NULL;

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
