CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  posts INTEGER NOT NULL DEFAULT 0,
  bio TEXT
);

CREATE TABLE posts (
  id INTEGER PRIMARY KEY,
  author INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  title TEXT NOT NULL
);

CREATE TRIGGER posts_counted AFTER INSERT ON posts BEGIN
  UPDATE users SET posts = posts + 1 WHERE id = NEW.author; -- once for each
END;
