-- note[lint/null-to-default]: Change the default (none → '') of column "body" of "docs" and make it NOT NULL: NULL becomes ''

SAVEPOINT penumbra;

-- Drop trigger "docs_gone", which is recreated below
DROP TRIGGER docs_gone;

-- Drop trigger "docs_added", which is recreated below
DROP TRIGGER docs_added;

-- Change the default (none → '') of column "body" of "docs" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In docs.body, NULL becomes ''
ALTER TABLE docs RENAME TO __penumbra_old_docs;
CREATE TABLE docs (title TEXT, body TEXT NOT NULL DEFAULT '');
INSERT INTO docs (rowid, title, body)
  SELECT rowid, title, coalesce(body, '') FROM __penumbra_old_docs;

-- Recreate trigger "docs_added"
CREATE TRIGGER docs_added AFTER INSERT ON docs BEGIN
  INSERT INTO found (rowid, title, body) VALUES (NEW.rowid, NEW.title, NEW.body);
END;

-- Recreate trigger "docs_gone"
CREATE TRIGGER docs_gone AFTER DELETE ON docs BEGIN
  INSERT INTO found (found, rowid, title, body) VALUES ('delete', OLD.rowid, OLD.title, OLD.body);
END;

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
