CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  posts INTEGER NOT NULL DEFAULT 0
);
--> statement-breakpoint
CREATE TABLE posts (
  id INTEGER PRIMARY KEY,
  author INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  title TEXT NOT NULL
);
--> statement-breakpoint
CREATE INDEX posts_author ON posts (author);
