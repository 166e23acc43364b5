ALTER TABLE posts ADD COLUMN published_at TEXT;

-- What was written before there were drafts is there to be read.
UPDATE posts SET published_at = datetime('now');

CREATE VIEW published_posts AS
  SELECT posts.id, title, users.name AS author, published_at
  FROM posts JOIN users ON users.id = posts.author
  WHERE published_at IS NOT NULL;
