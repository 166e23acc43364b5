-- Posts, and what counts them
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE posts (
  id INTEGER PRIMARY KEY,
  author INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  title TEXT NOT NULL
);
CREATE INDEX posts_author ON posts (author);

-- +goose StatementBegin
CREATE TRIGGER posts_numbered AFTER INSERT ON posts BEGIN
  UPDATE users SET posts = 1 WHERE id = NEW.author;
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE posts;
