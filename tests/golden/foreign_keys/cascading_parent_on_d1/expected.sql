-- Change the default ('guest' → 'member') of column "role" of "users"
-- SQLite cannot do this in place: rebuild "users"
-- Rows of "posts" point there, so these go along
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, role TEXT DEFAULT 'member');
CREATE TABLE __penumbra_new_posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES __penumbra_new_users (id) ON DELETE CASCADE);
INSERT OR ABORT INTO __penumbra_new_users (id, role) SELECT id, role FROM users;
INSERT OR ABORT INTO __penumbra_new_posts (id, user_id) SELECT id, user_id FROM posts;
DROP TABLE posts;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
ALTER TABLE __penumbra_new_posts RENAME TO posts;
