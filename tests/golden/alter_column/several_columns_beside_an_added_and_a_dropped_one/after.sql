CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT,
  email TEXT NOT NULL,
  bio TEXT CHECK (length(bio) < 100)
);
