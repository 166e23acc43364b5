-- Change the type (TEXT → INTEGER) of column "id" of "users"
-- Drop PRIMARY KEY (id) of "users"
-- Add PRIMARY KEY (id) to "users"
-- Change the type (TEXT → INTEGER) of column "user_id" of "posts"
-- SQLite cannot do this in place: rebuild "users", "posts"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE __penumbra_new_posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES __penumbra_new_users (id) ON DELETE CASCADE);
INSERT OR ABORT INTO __penumbra_new_users (id, name) SELECT id, name FROM users;
INSERT OR ABORT INTO __penumbra_new_posts (id, user_id) SELECT id, user_id FROM posts;
DROP TABLE posts;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
ALTER TABLE __penumbra_new_posts RENAME TO posts;
