-- Change the default (none → 'new') of column "label" of "pages"
-- SQLite cannot do this in place: rebuild "pages"
-- Rows that point nowhere stay as they are: keys are checked at the end
-- Rows of "pages" stop pointing at others first: deleting those would change them
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_pages (
  book INTEGER,
  number TEXT,
  next_book INTEGER,
  next_number TEXT DEFAULT 'none',
  heading TEXT NOT NULL GENERATED ALWAYS AS ('to ' || next_number) STORED,
  label TEXT DEFAULT 'new',
  PRIMARY KEY (book, number),
  FOREIGN KEY (next_book, next_number) REFERENCES __penumbra_new_pages ON DELETE SET NULL
);
INSERT OR ABORT INTO __penumbra_new_pages (rowid, book, number, next_book, next_number, label)
  SELECT rowid, book, number, next_book, next_number, label FROM pages;
UPDATE pages SET next_book = NULL;
DROP TABLE pages;
ALTER TABLE __penumbra_new_pages RENAME TO pages;
RELEASE penumbra_rebuild;
