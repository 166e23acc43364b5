-- Rename column "userName" of "users" to "username"
ALTER TABLE users RENAME COLUMN userName TO username;
