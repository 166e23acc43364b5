-- Add column "full_name" to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (
  id INTEGER PRIMARY KEY,
  first TEXT,
  last TEXT,
  full_name TEXT GENERATED ALWAYS AS (first || ' ' || last) STORED
);
INSERT OR ABORT INTO __penumbra_new_users (id, "first", "last")
  SELECT id, "first", "last" FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
