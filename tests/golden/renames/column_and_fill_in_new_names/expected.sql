-- Rename column "name" of "users" to "label"
ALTER TABLE users RENAME COLUMN name TO label;

-- Add column "slug" to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, label TEXT NOT NULL, slug TEXT NOT NULL);
INSERT OR ABORT INTO __penumbra_new_users (id, label, slug)
  SELECT id, label, lower(users.label) FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
