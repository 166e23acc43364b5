-- What a blog needs. It is one change ahead of the migrations: users have a bio.

CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  bio TEXT
);

CREATE TABLE posts (
  id INTEGER PRIMARY KEY,
  author INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  body TEXT NOT NULL DEFAULT '',
  published_at TEXT
);

CREATE INDEX posts_author ON posts (author);

CREATE TABLE tags (
  name TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE posts_tags (
  post INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
  tag TEXT NOT NULL REFERENCES tags (name),
  PRIMARY KEY (post, tag)
) WITHOUT ROWID;

CREATE VIEW published_posts AS
  SELECT posts.id, title, users.name AS author, published_at
  FROM posts JOIN users ON users.id = posts.author
  WHERE published_at IS NOT NULL;
