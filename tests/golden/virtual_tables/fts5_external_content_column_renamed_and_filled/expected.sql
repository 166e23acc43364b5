-- note[lint/null-to-default]: Change the default (none → '') of column "heading" of "docs" and make it NOT NULL: NULL becomes ''

SAVEPOINT penumbra;

-- Drop trigger "docs_ai", which is recreated below with its changes
DROP TRIGGER docs_ai;

-- Drop trigger "docs_ad", which is recreated below with its changes
DROP TRIGGER docs_ad;

-- Keep the settings of the search index "docs_fts"
CREATE TABLE __penumbra_old_docs_fts AS SELECT k, v FROM docs_fts_config;

-- Drop virtual table "docs_fts", which is recreated below with its changes
DROP TABLE docs_fts;

-- Rename column "title" of "docs" to "heading"
-- Change the default (none → '') of column "heading" of "docs" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In docs.heading, NULL becomes ''
ALTER TABLE docs RENAME TO __penumbra_old_docs;
CREATE TABLE docs (id INTEGER PRIMARY KEY, heading TEXT NOT NULL DEFAULT '', body TEXT);
INSERT INTO docs (id, heading, body) SELECT id, coalesce(title, ''), body FROM __penumbra_old_docs;

-- Change virtual table "docs_fts"
CREATE VIRTUAL TABLE docs_fts USING fts5(heading, body, content='docs', content_rowid='id');
INSERT INTO docs_fts (docs_fts, rank) SELECT k, v FROM __penumbra_old_docs_fts WHERE k <> 'version';

-- Change trigger "docs_ad"
CREATE TRIGGER docs_ad AFTER DELETE ON docs BEGIN INSERT INTO docs_fts(docs_fts, rowid, heading, body) VALUES ('delete', old.id, old.heading, old.body); END;

-- Change trigger "docs_ai"
CREATE TRIGGER docs_ai AFTER INSERT ON docs BEGIN INSERT INTO docs_fts(rowid, heading, body) VALUES (new.id, new.heading, new.body); END;

-- Fill the search index "docs_fts"
INSERT INTO docs_fts (docs_fts) VALUES ('rebuild');

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use docs" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM docs) = (SELECT count(*) FROM __penumbra_old_docs)
    AND (SELECT count(*) FROM docs_fts_config) = (SELECT count(*) FROM __penumbra_old_docs_fts)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_docs')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index')
    AND (SELECT count(*) FROM (SELECT * FROM docs_fts LIMIT 1)) >= 0;
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_docs;
DROP TABLE __penumbra_old_docs_fts;

RELEASE penumbra;
