SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add column "book_count" to "authors"
-- Add CHECK (book_count >= 0) to "authors"
-- SQLite can only do this by rebuilding the table
-- "books" references "authors", so it is rebuilt too
ALTER TABLE authors RENAME TO __penumbra_old_authors;
ALTER TABLE books RENAME TO __penumbra_old_books;
CREATE TABLE authors (
  id INTEGER PRIMARY KEY,
  name TEXT,
  book_count INTEGER NOT NULL CHECK (book_count >= 0)
);
CREATE TABLE books (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES authors (id) ON DELETE CASCADE);
WITH authors AS (SELECT rowid, id, name FROM __penumbra_old_authors),
  books AS (SELECT rowid, id, author_id FROM __penumbra_old_books)
INSERT INTO authors (id, name, book_count)
  SELECT id, name, (SELECT count(*) FROM books WHERE books.author_id = authors.id) FROM authors;
INSERT INTO books (id, author_id) SELECT id, author_id FROM __penumbra_old_books;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use authors, books" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM authors) = (SELECT count(*) FROM __penumbra_old_authors)
    AND (SELECT count(*) FROM books) = (SELECT count(*) FROM __penumbra_old_books)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_authors')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_books')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_books;
DROP TABLE __penumbra_old_authors;

RELEASE penumbra;
