-- Create "users" table
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  posts INTEGER NOT NULL DEFAULT 0
);
