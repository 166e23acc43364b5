-- warning[lint/check-on-existing]: Add CHECK (body <> title) to "docs": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Drop trigger "docs_added", which is recreated below
DROP TRIGGER docs_added;

-- Add CHECK (body <> title) to "docs": SQLite can only do this by rebuilding the table
ALTER TABLE docs RENAME TO __penumbra_old_docs;
CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT, body TEXT CHECK (body <> title));
INSERT INTO docs (id, title, body) SELECT id, title, body FROM __penumbra_old_docs;

-- Recreate trigger "docs_added"
CREATE TRIGGER docs_added AFTER INSERT ON docs BEGIN
  INSERT INTO found (rowid, title, tags) VALUES (NEW.id, NEW.title, 'new');
END;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use docs" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM docs) = (SELECT count(*) FROM __penumbra_old_docs)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_docs')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_docs;

RELEASE penumbra;
