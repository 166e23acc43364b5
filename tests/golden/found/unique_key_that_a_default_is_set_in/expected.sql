SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the default (none → 'new') of column "label" of "pages"
-- SQLite can only do this by rebuilding the table
ALTER TABLE pages RENAME TO __penumbra_old_pages;
CREATE TABLE pages (
  id INTEGER PRIMARY KEY,
  next INTEGER UNIQUE DEFAULT 0 REFERENCES pages (id) ON DELETE SET DEFAULT,
  label TEXT DEFAULT 'new'
);
INSERT INTO pages (id, next, label) SELECT id, next, label FROM __penumbra_old_pages;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use pages" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM pages) = (SELECT count(*) FROM __penumbra_old_pages)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_pages')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
UPDATE __penumbra_old_pages SET next = NULL;
DROP TABLE __penumbra_old_pages;

RELEASE penumbra;
