CREATE TABLE users (id INTEGER PRIMARY KEY, code TEXT UNIQUE);
CREATE TABLE posts (
  id INTEGER PRIMARY KEY,
  user_id REFERENCES users (id),
  user_text TEXT REFERENCES users (id),
  user_code INTEGER REFERENCES users (code)
);
