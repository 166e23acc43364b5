-- Rename column "name" of "users" to "label"
ALTER TABLE users RENAME COLUMN name TO label;
