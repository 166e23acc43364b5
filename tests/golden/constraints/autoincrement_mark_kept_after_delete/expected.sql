-- Add UNIQUE (name) to "users"
-- SQLite cannot do this in place: rebuild "users"
-- The highest id ever given out goes along: "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_users (id, name) SELECT id, name FROM users;
DELETE FROM sqlite_sequence WHERE name = '__penumbra_new_users';
INSERT INTO sqlite_sequence (name, seq)
  SELECT '__penumbra_new_users', seq FROM sqlite_sequence WHERE name = 'users';
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
