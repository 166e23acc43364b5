
-- +migrate Up
ALTER TABLE users ADD COLUMN name TEXT NOT NULL DEFAULT '';

-- +migrate Down
ALTER TABLE users DROP COLUMN name;
