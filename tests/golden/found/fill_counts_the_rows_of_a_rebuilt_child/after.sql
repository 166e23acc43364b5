CREATE TABLE authors (
  id INTEGER PRIMARY KEY,
  name TEXT,
  book_count INTEGER NOT NULL CHECK (book_count >= 0)
);
CREATE TABLE books (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES authors (id) ON DELETE CASCADE);
