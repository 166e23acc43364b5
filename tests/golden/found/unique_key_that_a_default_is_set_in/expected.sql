-- Change the default (none → 'new') of column "label" of "pages"
-- SQLite cannot do this in place: rebuild "pages"
-- Rows that point nowhere stay as they are: keys are checked at the end
-- Rows of "pages" stop pointing at others first: deleting those would change them
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_pages (
  id INTEGER PRIMARY KEY,
  next INTEGER UNIQUE DEFAULT 0 REFERENCES __penumbra_new_pages (id) ON DELETE SET DEFAULT,
  label TEXT DEFAULT 'new'
);
INSERT OR ABORT INTO __penumbra_new_pages (id, next, label) SELECT id, next, label FROM pages;
UPDATE pages SET next = NULL;
DROP TABLE pages;
ALTER TABLE __penumbra_new_pages RENAME TO pages;
RELEASE penumbra_rebuild;
