-- warning[lint/unique-on-existing]: Add UNIQUE (body) to "docs": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Drop view "texts", which is recreated below with its changes
DROP VIEW texts;

-- Add UNIQUE (body) to "docs": SQLite can only do this by rebuilding the table
ALTER TABLE docs RENAME TO __penumbra_old_docs;
CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT UNIQUE);
INSERT INTO docs (id, body) SELECT id, body FROM __penumbra_old_docs;

-- Create virtual table "found"
CREATE VIRTUAL TABLE found USING fts5(body, content='texts', content_rowid='id');

-- Change view "texts"
CREATE VIEW texts AS SELECT id, lower(body) AS body FROM docs;

-- Fill the search index "found"
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
