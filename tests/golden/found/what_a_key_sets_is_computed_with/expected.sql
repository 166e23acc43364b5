SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the default (none → 'new') of column "label" of "pages"
-- SQLite can only do this by rebuilding the table
ALTER TABLE pages RENAME TO __penumbra_old_pages;
CREATE TABLE pages (
  book INTEGER,
  number TEXT,
  next_book INTEGER,
  next_number TEXT DEFAULT 'none',
  heading TEXT NOT NULL GENERATED ALWAYS AS ('to ' || next_number) STORED,
  label TEXT DEFAULT 'new',
  PRIMARY KEY (book, number),
  FOREIGN KEY (next_book, next_number) REFERENCES pages ON DELETE SET NULL
);
CREATE INDEX __penumbra_key_pages_next_book_next_number ON pages (next_book, next_number);
INSERT INTO pages (rowid, book, number, next_book, next_number, label)
  SELECT rowid, book, number, next_book, next_number, label FROM __penumbra_old_pages;
DROP INDEX __penumbra_key_pages_next_book_next_number;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use pages" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM pages) = (SELECT count(*) FROM __penumbra_old_pages)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_pages') WHERE lower(name) NOT IN ('heading')) = 5
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_pages_next_book_next_number ON __penumbra_old_pages (next_book, next_number);
UPDATE __penumbra_old_pages SET next_book = NULL;
DROP TABLE __penumbra_old_pages;

RELEASE penumbra;
