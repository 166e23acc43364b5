CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT);
CREATE TABLE photos (id INTEGER PRIMARY KEY, file TEXT);

-- One of the two
CREATE TABLE likes (
  id INTEGER PRIMARY KEY,
  post_id INTEGER REFERENCES posts (id),
  photo_id INTEGER REFERENCES photos (id),
  CHECK ((post_id IS NOT NULL) <> (photo_id IS NOT NULL))
);

-- The one that another column names
CREATE TABLE subscribers (
  id INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  email TEXT,
  url TEXT,
  CHECK (
    (channel = 'email' AND email IS NOT NULL AND url IS NULL) OR
    (channel = 'webhook' AND url IS NOT NULL AND email IS NULL)
  )
);
