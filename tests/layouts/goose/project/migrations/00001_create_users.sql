-- +goose Up
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  posts INTEGER NOT NULL DEFAULT 0
);

-- +goose Down
DROP TABLE users;
