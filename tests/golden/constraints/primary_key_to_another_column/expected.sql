-- Make column "id" of "users" NOT NULL
-- Drop PRIMARY KEY (id) of "users"
-- Add PRIMARY KEY (email) to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER NOT NULL, email TEXT PRIMARY KEY NOT NULL);
INSERT OR ABORT INTO __penumbra_new_users (rowid, id, email) SELECT rowid, id, email FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
