-- Rename column "body" of "docs" to "text"
ALTER TABLE docs RENAME COLUMN body TO text;
