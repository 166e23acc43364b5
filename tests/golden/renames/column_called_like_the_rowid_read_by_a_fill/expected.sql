SAVEPOINT penumbra;

-- Rename column "rowid" of "docs" to "title"
-- Add column "slug" to "docs"
-- SQLite can only do this by rebuilding the table
ALTER TABLE docs RENAME TO __penumbra_old_docs;
CREATE TABLE docs (title TEXT, body TEXT, slug TEXT NOT NULL);
WITH docs AS (SELECT _rowid_ AS rowid, rowid AS title, body FROM __penumbra_old_docs)
INSERT INTO docs (rowid, title, body, slug)
  SELECT rowid, title, body, lower(docs.title) FROM docs;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use docs" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM docs) = (SELECT count(*) FROM __penumbra_old_docs)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_docs')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_docs') WHERE lower(name) IN ('rowid')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index')
    AND (SELECT count(*) FROM (SELECT * FROM docs_search LIMIT 1)) >= 0;
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_docs;

RELEASE penumbra;
