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
