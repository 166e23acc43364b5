-- Rename table "users" to "Users"
-- Rename column "userName" of "Users" to "username"
-- Add UNIQUE (username) to "Users"
-- SQLite cannot do this in place: rebuild "Users"
CREATE TABLE __penumbra_new_Users (id INTEGER PRIMARY KEY, username TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_Users (id, username) SELECT id, userName FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_Users RENAME TO Users;
