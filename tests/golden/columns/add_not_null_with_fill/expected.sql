-- Add column "email" to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, name TEXT, email TEXT NOT NULL);
INSERT OR ABORT INTO __penumbra_new_users (id, name, email)
  SELECT id, name, coalesce(lower(name), 'nobody') || '@example.org' FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
