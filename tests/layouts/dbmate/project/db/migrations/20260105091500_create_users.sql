-- migrate:up
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  posts INTEGER NOT NULL DEFAULT 0
);

-- migrate:down
DROP TABLE users;
