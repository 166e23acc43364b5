-- Make column "name" of "users" NOT NULL
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT OR ABORT INTO __penumbra_new_users (id, name)
  SELECT id, coalesce(name, 'user ' || id) FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;

-- Restore trigger "users_log"
CREATE TRIGGER users_log AFTER UPDATE ON users BEGIN
  INSERT INTO log VALUES (new.name);
END;
